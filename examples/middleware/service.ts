import type { Authorizer } from "../../src/index.ts"; // in a service: "rolebook"
import type { Flags } from "./flags.ts";

/** The parts that answer a request. */
export interface Service {
  readonly authorizer: Authorizer;
  readonly flags: Flags;
  /** Receives errors that somebody must look at. */
  readonly log: (error: unknown) => void;
}
