// The way to the server: a request that fails, waits too long or lands at the door says so as a status.
import type { Answer, Net } from "./core/store";

const PATIENCE = 30_000;

export class BrowserNet implements Net {
  private token = "";

  async ask(method: "GET" | "POST" | "PUT", path: string, body?: Uint8Array | Record<string, unknown>): Promise<Answer> {
    if (method !== "GET" && !this.token) {
      const hello = await this.hello();
      if (hello.status !== 200) return hello;
    }
    const answer = await this.once(method, path, body);
    if (answer.status !== 403 || method === "GET") return answer;
    // After a new sign-in the token is another one.
    const hello = await this.hello();
    return hello.status === 200 ? this.once(method, path, body) : hello;
  }

  async hello(): Promise<Answer> {
    const hello = await this.once("GET", "/visits/pocket/hello/");
    this.token = String(hello.body.token ?? "");
    return hello;
  }

  private async once(method: string, path: string, body?: Uint8Array | Record<string, unknown>): Promise<Answer> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET") headers["X-CSRFToken"] = this.token;
    const bytes = body instanceof Uint8Array;
    if (body) headers["Content-Type"] = bytes ? "application/octet-stream" : "application/json";
    const content = bytes ? new Blob([body as unknown as BlobPart]) : JSON.stringify(body);
    const given = body ? { body: content } : {};
    try {
      const how = { method, headers, redirect: "manual" as const, signal: AbortSignal.timeout(PATIENCE), ...given };
      const answer = await fetch(path, how);
      if (answer.type === "opaqueredirect") return { status: 401, body: {} };
      const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
      return { status: answer.status, body: isJson ? ((await answer.json()) as Answer["body"]) : {} };
    } catch {
      return { status: 0, body: {} };
    }
  }
}
