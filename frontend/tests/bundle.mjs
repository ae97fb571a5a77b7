// Bundles a TypeScript module with the project's own builder and imports it, so that plain Node can run it.
import { build } from "vite";

export async function load(entry) {
  const made = await build({
    configFile: false,
    logLevel: "silent",
    root: new URL("..", import.meta.url).pathname,
    build: { ssr: entry, write: false, target: "es2021", minify: false },
  });
  return import(`data:text/javascript;base64,${Buffer.from(made.output[0].code).toString("base64")}`);
}
