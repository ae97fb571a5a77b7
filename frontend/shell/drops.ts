// Drop a file on the marked zone, or choose one: the form is sent at once, the name is shown.
function take(zone: HTMLElement, files: FileList | null): void {
  const input = zone.querySelector<HTMLInputElement>("input[type=file]");
  const file = files?.[0];
  if (!input || !files || !file) return;
  if (input.files !== files) input.files = files;
  const limit = Number(zone.dataset.limit ?? "0");
  const name = zone.querySelector<HTMLElement>("[data-name]");
  if (limit && file.size > limit) {
    if (name) name.textContent = zone.dataset.tooLarge ?? "";
    input.value = "";
    return;
  }
  if (name) name.textContent = file.name;
  zone.classList.add("is-busy");
  input.form?.requestSubmit();
}

export function startDrops(): void {
  document.querySelectorAll<HTMLElement>("[data-drop]").forEach((zone) => {
    const over = (on: boolean) => (move: Event) => {
      move.preventDefault();
      zone.classList.toggle("is-over", on);
    };
    zone.addEventListener("dragenter", over(true));
    zone.addEventListener("dragover", over(true));
    zone.addEventListener("dragleave", over(false));
    zone.addEventListener("drop", (drop) => {
      over(false)(drop);
      take(zone, drop.dataTransfer?.files ?? null);
    });
    zone.querySelector("input[type=file]")?.addEventListener("change", (change) => {
      take(zone, (change.target as HTMLInputElement).files);
    });
  });
}
