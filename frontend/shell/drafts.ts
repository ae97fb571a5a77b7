// What is being written survives a reload: fields with data-draft, and all entries of a form with data-draft-form, are
// kept in this tab until they were sent.  What is typed may be anybody's secret: it stays in sessionStorage, which ends
// with the tab, and goes when the person signs out.
const key = (field: HTMLElement): string => `draft:${location.pathname}:${field.dataset.draft ?? ""}`;
const formKey = (name: string): string => `draft-form:${name}`;
const NEVER = new Set(["csrfmiddlewaretoken"]);

type Kept = [string, string][];

const entriesOf = (form: HTMLFormElement): Kept =>
  [...new FormData(form)].filter((entry): entry is [string, string] => {
    const [name, value] = entry;
    return typeof value === "string" && !NEVER.has(name);
  });

function fill(form: HTMLFormElement, kept: Kept): void {
  const left = new Map<string, string[]>();
  kept.forEach(([name, value]) => left.set(name, [...(left.get(name) ?? []), value]));
  for (const field of form.elements) {
    const input = field as HTMLInputElement;
    if (!input.name || NEVER.has(input.name) || input.type === "file") continue;
    const values = left.get(input.name);
    if (input.type === "radio" || input.type === "checkbox") input.checked = values?.includes(input.value) ?? false;
    else if (values?.length) input.value = values[0] ?? "";
  }
  form.querySelectorAll<HTMLDetailsElement>("details").forEach((part) => {
    const isFilled = [...part.querySelectorAll<HTMLInputElement>("input,select,textarea")].some((one) =>
      one.type === "radio" || one.type === "checkbox" ? one.checked && !one.defaultChecked : one.value && one.type !== "hidden",
    );
    if (isFilled) part.open = true;
  });
}

function keepForm(form: HTMLFormElement): void {
  const name = formKey(form.dataset.draftForm ?? "");
  const note = form.querySelector<HTMLElement>("[data-draft-note]");
  const kept = sessionStorage.getItem(name);
  if (kept && form.dataset.draftFresh !== undefined) {
    fill(form, JSON.parse(kept) as Kept);
    note?.removeAttribute("hidden");
  }
  let waiting = 0;
  const save = (): void => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => sessionStorage.setItem(name, JSON.stringify(entriesOf(form))), 200);
  };
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  form.querySelector("[data-draft-drops]")?.addEventListener("click", () => {
    sessionStorage.removeItem(name);
    location.reload();
  });
}

function forgetAll(): void {
  Object.keys(sessionStorage)
    .filter((name) => name.startsWith("draft"))
    .forEach((name) => sessionStorage.removeItem(name));
}

export function startDrafts(): void {
  document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>("[data-draft]").forEach((field) => {
    const kept = sessionStorage.getItem(key(field));
    if (kept && !field.value) field.value = kept;
  });
  document.addEventListener("input", (typed) => {
    const field = typed.target as HTMLInputElement;
    if (field.dataset?.draft) sessionStorage.setItem(key(field), field.value);
  });
  document.addEventListener("submit", (sent) => {
    const form = sent.target as HTMLFormElement;
    if (form.getAttribute("action")?.includes("sign-out")) forgetAll();
    form.querySelectorAll<HTMLElement>("[data-draft]").forEach((field) => sessionStorage.removeItem(key(field)));
  });
  document.querySelectorAll<HTMLElement>("[data-draft-done]").forEach((done) => {
    sessionStorage.removeItem(formKey(done.dataset.draftDone ?? ""));
  });
  document.querySelectorAll<HTMLFormElement>("form[data-draft-form]").forEach(keepForm);
}
