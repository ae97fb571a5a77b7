// What is being written survives a reload: fields with data-draft are kept in this tab until the form is sent.
const key = (field: HTMLElement): string => `draft:${location.pathname}:${field.dataset.draft ?? ""}`;

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
    (sent.target as HTMLFormElement)
      .querySelectorAll<HTMLElement>("[data-draft]")
      .forEach((field) => sessionStorage.removeItem(key(field)));
  });
}
