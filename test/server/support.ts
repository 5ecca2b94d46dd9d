import { packagePath } from "../../src/util/package-root.ts";
import {
  openServer,
  type RolebookServer,
  type ServerOptions,
} from "../../src/server/rolebook-server.ts";

export const ACME = packagePath("examples", "acme");

/** A service for tests, on examples/acme and without tokens, and what it logged. */
export interface TestService extends RolebookServer {
  readonly logged: readonly string[];
  /** Posts JSON, without a network. */
  post(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export async function testService(
  options: Partial<ServerOptions> & {
    readonly level?: ServerOptions["log"]["level"];
  },
): Promise<TestService> {
  const logged: string[] = [];
  const { level = "info", ...rest } = options;
  const service = await openServer({
    directory: ACME,
    log: { level, write: (line) => logged.push(line) },
    ...rest,
  });
  return {
    ...service,
    logged,
    async post(path, body, headers = {}) {
      const response = await service.server.inject({
        method: "POST",
        url: path,
        headers: { "content-type": "application/json", ...headers },
        payload: typeof body === "string" ? body : JSON.stringify(body),
      });
      return {
        status: response.statusCode,
        headers: response.headers,
        body: response.json(),
      };
    },
  };
}

/** May this user do this to the restricted flag? */
export function ask(
  user: string,
  action: string,
  id = "new-checkout",
): Question {
  return {
    subject: { type: "user", id: user },
    action: { name: action },
    resource: { type: "flag", id },
  };
}

export interface Question {
  readonly subject: object;
  readonly action: object;
  readonly resource: object;
}

export const ANA = "ana@acme.example";
export const PAVEL = "pavel@acme.example";
