// Bundles a TypeScript module with the project's own builder and imports it, so that plain Node can run it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";

export async function load(entry) {
  const made = await build({
    configFile: false,
    logLevel: "silent",
    root: fileURLToPath(new URL("..", import.meta.url)),
    build: { ssr: entry, write: false, target: "es2021", minify: false },
  });
  const folder = mkdtempSync(join(tmpdir(), "linli-checklist-"));
  try {
    const file = join(folder, "module.mjs");
    writeFileSync(file, made.output[0].code);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
