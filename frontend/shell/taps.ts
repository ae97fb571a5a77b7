// Large things to tap: one tap for everybody, a second tap takes a choice back, faults are shown where they are.
const named = (form: ParentNode, name: string): HTMLInputElement | null =>
  form.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`);

// "All seen": whoever nothing was said about yet was seen; the server reads the same tick without scripts.
function markAll(tick: HTMLInputElement): void {
  const value = tick.dataset.marksAll ?? "";
  const form = tick.form;
  if (!form) return;
  form.querySelectorAll<HTMLInputElement>(`input[type=radio][name^="state:"][value="${CSS.escape(value)}"]`).forEach((radio) => {
    const said = form.querySelector<HTMLInputElement>(`[name="${CSS.escape(radio.name)}"]:checked`);
    if (tick.checked ? !said : said === radio) radio.checked = tick.checked;
  });
  const met = named(form, "outcome") && form.querySelector<HTMLInputElement>('[name="outcome"][value="met"]');
  if (tick.checked && met && !form.querySelector('[name="outcome"]:checked')) met.checked = true;
}

function goTo(name: string): void {
  const form = document.querySelector<HTMLFormElement>("form.visit");
  const field = form && (named(form, name) ?? form.querySelector<HTMLElement>(`[name^="${CSS.escape(name)}"]`));
  if (!field) return;
  let folded = field.closest("details");
  while (folded) {
    folded.open = true;
    folded = folded.parentElement?.closest("details") ?? null;
  }
  field.setAttribute("aria-invalid", "true");
  field.classList.add("is-invalid");
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}

export function startTaps(): void {
  let before: HTMLInputElement | null = null;
  document.addEventListener("pointerdown", (down) => {
    const radio = (down.target as HTMLElement).closest(".tap")?.querySelector<HTMLInputElement>("input[type=radio]");
    before = radio?.checked ? radio : null;
  });
  document.addEventListener("click", (click) => {
    const fault = (click.target as HTMLElement).closest<HTMLElement>("[data-fault]");
    if (fault) {
      click.preventDefault();
      goTo(fault.dataset.fault ?? "");
    }
    const radio = click.target as HTMLInputElement;
    if (before && radio === before && radio.name.startsWith("state:")) {
      radio.checked = false;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  document.addEventListener("change", (change) => {
    const tick = change.target as HTMLInputElement;
    if (tick.dataset?.marksAll) markAll(tick);
  });
  const first = document.querySelector<HTMLElement>("[data-fault]");
  if (first) goTo(first.dataset.fault ?? "");
}
