// Links with data-copies put what they lead to on the clipboard, to be pasted into a table; without scripts they open it.
async function onClipboard(text: string): Promise<boolean> {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}

export function startCopies(): void {
  document.addEventListener("click", (click) => {
    const link = (click.target as HTMLElement).closest<HTMLAnchorElement>("a[data-copies]");
    if (!link) return;
    click.preventDefault();
    const words = link.querySelector("span") ?? link;
    const before = words.textContent ?? "";
    void (async () => {
      try {
        const answer = await fetch(link.href, { headers: { Accept: "text/plain" } });
        if (!answer.ok || !(await onClipboard(await answer.text()))) throw new Error(String(answer.status));
        words.setAttribute("role", "status");
        words.textContent = link.dataset.copied ?? before;
        window.setTimeout(() => (words.textContent = before), 4000);
      } catch {
        location.href = link.href;
      }
    })();
  });
}
