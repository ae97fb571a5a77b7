// A form is sent once: its buttons rest until the answer comes, so a double click does nothing twice.
export function startSubmits(): void {
  document.addEventListener("submit", (sent) => {
    const form = sent.target as HTMLFormElement;
    if (form.method !== "post" || form.target === "_blank" || form.dataset.again !== undefined) return;
    window.setTimeout(() => {
      form.querySelectorAll<HTMLButtonElement>("button[type=submit],button:not([type])").forEach((button) => {
        button.disabled = true;
        button.classList.add("is-resting");
      });
    }, 0);
  });
  const wake = (): void => {
    document.querySelectorAll<HTMLButtonElement>("button.is-resting").forEach((button) => {
      button.disabled = false;
      button.classList.remove("is-resting");
    });
  };
  document.addEventListener("htmx:afterRequest", wake);
  window.addEventListener("pageshow", wake);
}
