/** `npx tsx examples/first-check.ts` runs the smallest service: one check. */
import { createAuthorizer, loadDirectory } from "../src/index.ts"; // in a service: "rolebook"

const directory = await loadDirectory("examples/acme"); // or your folder
const authorizer = await createAuthorizer({ directory });
const { allowed, reason } = await authorizer.check({
  user: "ana@acme.example",
  action: "edit",
  resource: { kind: "flag", id: "new-checkout" },
});
console.log(allowed, reason);
await authorizer.close();
