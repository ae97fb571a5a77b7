// Native dialogs opened by data-opens="id"; fields that hide again; print buttons; select-all boxes; self-submitting filters.
const SHOWN_FOR = 60_000;

function hideLater(shown: HTMLElement): void {
  window.setTimeout(() => {
    const masked = shown.dataset.masked;
    if (masked !== undefined) shown.textContent = masked;
    shown.removeAttribute("data-revealed");
  }, SHOWN_FOR);
}

export function startDialogs(): void {
  document.addEventListener("click", (click) => {
    const pressed = (click.target as HTMLElement).closest<HTMLElement>("[data-opens],[data-closes],[data-prints]");
    if (!pressed) {
      if (click.target instanceof HTMLDialogElement) click.target.close();
      return;
    }
    if (pressed.dataset.opens) document.querySelector<HTMLDialogElement>(`#${pressed.dataset.opens}`)?.showModal();
    if (pressed.dataset.closes !== undefined) pressed.closest("dialog")?.close();
    if (pressed.dataset.prints !== undefined) window.print();
  });
  document.addEventListener("change", (change) => {
    const box = change.target as HTMLInputElement;
    if (box.matches("[data-all]")) {
      document.querySelectorAll<HTMLInputElement>(box.dataset.all ?? "").forEach((other) => (other.checked = box.checked));
    }
    if (box.matches("[data-submits]")) box.form?.requestSubmit();
  });
  // A dialog whose question was answered closes itself.
  document.addEventListener("htmx:afterRequest", (answer) => {
    const { successful, elt } = (answer as CustomEvent<{ successful: boolean; elt: HTMLElement }>).detail;
    if (successful && elt.matches("dialog form")) elt.closest("dialog")?.close();
  });
  document.addEventListener("htmx:afterSwap", (swap) => {
    const place = swap.target as HTMLElement;
    place.querySelectorAll<HTMLElement>("[data-revealed]").forEach(hideLater);
    // Only what has just arrived: an answer elsewhere must not open a question again that was already answered.
    place.querySelectorAll<HTMLDialogElement>("dialog[data-opens-itself]:not([open])").forEach((dialog) => dialog.showModal());
  });
}
