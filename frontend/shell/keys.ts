// Keyboard: "/" goes to the search box, arrows walk through answers, "?" tells what keys there are; data-key names more.
const isTyping = (where: EventTarget | null): boolean =>
  where instanceof HTMLElement && (where.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(where.tagName));

function walk(list: HTMLElement, down: boolean): void {
  const links = [...list.querySelectorAll<HTMLAnchorElement>("a[href]")];
  const present = links.indexOf(document.activeElement as HTMLAnchorElement);
  const next = links[down ? present + 1 : present - 1];
  if (next) next.focus();
  else if (!down) document.querySelector<HTMLInputElement>("[data-search]")?.focus();
}

// j and k go through the entries of a list, whose first link Enter then opens.
function step(down: boolean): boolean {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("[data-walk] > li a.row-link")];
  const shown = links.filter((link) => link.offsetParent !== null);
  const present = shown.findIndex((link) => link.closest("li")?.contains(document.activeElement));
  const next = present < 0 ? shown[0] : shown[down ? present + 1 : present - 1];
  next?.scrollIntoView({ block: "center" });
  next?.focus({ preventScroll: true });
  return shown.length > 0;
}

// Buttons and links that name a key are pressed by it: a queue is worked through without the mouse.
function answerWith(press: KeyboardEvent): void {
  const named = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(press.key)}"]`);
  if (!named) return;
  press.preventDefault();
  named.click();
}

export function startKeys(): void {
  document.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey) return;
    if (press.key === "/" && !isTyping(press.target)) {
      press.preventDefault();
      document.querySelector<HTMLInputElement>("[data-search]")?.focus();
    } else if (press.key === "?" && !isTyping(press.target)) {
      document.querySelector<HTMLDialogElement>("#keys")?.showModal();
    } else if (press.key === "ArrowDown" || press.key === "ArrowUp") {
      const answers = document.getElementById("answers");
      const inside = answers?.contains(press.target as Node) || (press.target as HTMLElement).matches("[data-search]");
      if (answers && inside) {
        press.preventDefault();
        walk(answers, press.key === "ArrowDown");
      }
    } else if ((press.key === "j" || press.key === "k") && !isTyping(press.target) && step(press.key === "j")) {
      press.preventDefault();
    } else if (press.key === "Escape") {
      const answers = document.getElementById("answers");
      if (answers) answers.innerHTML = "";
    } else if (!press.repeat && !isTyping(press.target) && !document.querySelector("dialog[open]")) {
      answerWith(press);
    }
  });
  document.addEventListener("click", (click) => {
    const answers = document.getElementById("answers");
    if (answers && !answers.contains(click.target as Node)) answers.innerHTML = "";
  });
}
