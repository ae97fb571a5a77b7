// What a link brings behind its # (a code on paper) goes into the field that waits for it; no server log sees it.
export function startHashes(): void {
  const field = document.querySelector<HTMLInputElement>("input[data-hash]");
  if (field && /^#[A-Z0-9-]{4,20}$/i.test(location.hash)) field.value = location.hash.slice(1);
}
