// A file input in the words of the page, with what was chosen; without scripts the browser's own words stay.
function say(input: HTMLInputElement): void {
  const said = input.nextElementSibling?.querySelector("[data-said]");
  const names = [...(input.files ?? [])].map((file) => file.name);
  if (said) said.textContent = names.join(" · ") || (document.body.dataset.fileNone ?? "");
}

function dress(input: HTMLInputElement): void {
  if (input.closest(".file-box, .report-photos, [data-drop]")) return;
  const box = document.createElement("span");
  box.className = "file-box";
  const shown = document.createElement("span");
  shown.className = "file-shown form-control";
  shown.setAttribute("aria-hidden", "true"); // the input itself says all of this to whoever listens
  const button = document.createElement("b");
  button.textContent = document.body.dataset.fileChoose ?? "";
  const said = document.createElement("span");
  said.dataset.said = "";
  shown.append(button, said);
  input.before(box);
  box.append(input, shown);
  say(input);
}

function dressAll(part: ParentNode): void {
  part.querySelectorAll<HTMLInputElement>("input.form-control[type=file]").forEach(dress);
}

export function startFiles(): void {
  dressAll(document);
  document.addEventListener("htmx:load", (loaded) => dressAll(loaded.target as HTMLElement));
  document.addEventListener("change", (change) => {
    const input = change.target as HTMLElement;
    if (input instanceof HTMLInputElement && input.type === "file") say(input);
  });
  document.addEventListener("reset", (reset) => {
    const form = reset.target as HTMLFormElement;
    window.setTimeout(() => form.querySelectorAll<HTMLInputElement>(".file-box > input").forEach(say));
  });
  // A page that comes back from the browser's memory may hold a file already.
  window.addEventListener("pageshow", () => document.querySelectorAll<HTMLInputElement>(".file-box > input").forEach(say));
}
