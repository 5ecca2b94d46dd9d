import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expressApp } from "../../examples/middleware/express-app.ts";
import { fastifyApp } from "../../examples/middleware/fastify-app.ts";
import { type Flag, Flags } from "../../examples/middleware/flags.ts";
import type { Service } from "../../examples/middleware/service.ts";
import type { Authorizer } from "../../src/authorizer/authorizer.ts";

/** An example that listens, and what it logged. */
export interface Running {
  readonly url: string;
  readonly logged: unknown[];
  readonly service: Service;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

type Start = (authorizer: Authorizer) => Promise<Running>;

async function startExpress(authorizer: Authorizer): Promise<Running> {
  const { service, logged } = serviceWith(authorizer);
  const server = expressApp(service).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    logged,
    service,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function startFastify(authorizer: Authorizer): Promise<Running> {
  const { service, logged } = serviceWith(authorizer);
  const app = fastifyApp(service);
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  return {
    url,
    logged,
    service,
    async close() {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

/** The examples, which answer alike. */
export const FRAMEWORKS: readonly (readonly [name: string, start: Start])[] = [
  ["Express", startExpress],
  ["Fastify", startFastify],
];

function serviceWith(authorizer: Authorizer): {
  service: Service;
  logged: unknown[];
} {
  const flags = new Flags();
  for (const flag of FLAGS) flags.add(flag);
  const logged: unknown[] = [];
  const log = (error: unknown): void => {
    logged.push(error);
  };
  return { service: { authorizer, flags, log }, logged };
}

const RESTRICTED = {
  access: "editors",
  editors: ["ana@acme.example", "viktor@acme.example"],
  enabled: false,
} as const;

export const FLAGS: readonly Flag[] = [
  { id: "checkout", organization: "acme", project: "web", ...RESTRICTED },
  { id: "push", organization: "acme", project: "ios", ...RESTRICTED },
  {
    id: "store",
    organization: "globex",
    project: "web",
    access: "everyone",
    editors: [],
    enabled: false,
  },
];

/** Asks as the session of this token; as nobody without one. */
export async function ask(
  { url }: Running,
  token: string | undefined,
  path: string,
  { method = "GET", body }: { method?: string; body?: unknown } = {},
): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { status, headers } = response;
  return { status, headers, body: await response.json() };
}
