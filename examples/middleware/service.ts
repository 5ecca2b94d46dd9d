import type { Authorizer } from "../../src/index.ts"; // in a service: "rolebook"
import type { Flags } from "./flags.ts";

/** What a request is answered with. */
export interface Service {
  readonly authorizer: Authorizer;
  readonly flags: Flags;
  /** Where faults go. */
  readonly log: (error: unknown) => void;
}
