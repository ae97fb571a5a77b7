// Picking a building on the map opens a choice; the answer goes through the same field that stands in the list.
const rowOf = (code: string): HTMLElement | null => document.querySelector(`[data-building="${CSS.escape(code)}"]`);

export function startPicks(place: HTMLElement): void {
  const dialog = document.querySelector<HTMLDialogElement>("#pick");
  if (!dialog) return;
  place.addEventListener("linli:building", (picked) => {
    const { code } = (picked as CustomEvent<{ code: string }>).detail;
    const row = rowOf(code);
    if (!row) return;
    dialog.dataset.building = code;
    const name = dialog.querySelector("#pick-name");
    if (name) name.textContent = row.querySelector("[data-name]")?.textContent ?? code;
    const present = row.querySelector<HTMLSelectElement>("select")?.value;
    dialog.querySelectorAll<HTMLElement>("[data-grid]").forEach((button) => {
      button.classList.toggle("active", button.dataset.grid === present);
    });
    dialog.showModal();
  });
  dialog.addEventListener("click", (click) => {
    const button = (click.target as HTMLElement).closest<HTMLElement>("[data-grid]");
    const choice = rowOf(dialog.dataset.building ?? "")?.querySelector<HTMLSelectElement>("select");
    if (!button || !choice) return;
    dialog.close();
    choice.value = button.dataset.grid ?? "";
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
