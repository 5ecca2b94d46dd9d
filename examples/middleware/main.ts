/** `npx tsx examples/middleware/main.ts [fastify]` runs the service on port 3000, with the example directory. */
import { join } from "node:path";
import { createAuthorizer, loadDirectory } from "../../src/index.ts"; // in a service: "rolebook"
import { expressApp } from "./express-app.ts";
import { fastifyApp } from "./fastify-app.ts";
import { Flags } from "./flags.ts";
import type { Service } from "./service.ts";

const PORT = 3000;

const log = (error: unknown): void => {
  console.error(error);
};
const loaded = await loadDirectory(join(import.meta.dirname, "..", "acme"));
const directory = loaded.watch({ onError: log });
const authorizer = await createAuthorizer({ directory });

const service: Service = { authorizer, flags: new Flags(), log };
service.flags.add({
  id: "new-checkout",
  organization: "acme",
  project: "web",
  access: "editors",
  editors: ["ana@acme.example"],
  enabled: false,
});

if (process.argv[2] === "fastify") {
  await fastifyApp(service).listen({ port: PORT, host: "127.0.0.1" });
} else {
  expressApp(service).listen(PORT, "127.0.0.1");
}
console.log(
  `curl -H "Authorization: Bearer token-of-ana" http://127.0.0.1:${PORT}/flags/new-checkout/permissions`,
);
