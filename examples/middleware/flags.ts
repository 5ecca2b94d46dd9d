import type { Policies } from "../../src/index.ts"; // in a service: "rolebook"
import { HttpError } from "./http-error.ts";

/** A flag as the service stores it. */
export interface Flag {
  readonly id: string;
  readonly organization: string;
  readonly project: string;
  readonly access: "everyone" | "editors";
  readonly editors: readonly string[];
  readonly enabled: boolean;
}

export type FlagAction = Policies["kinds"]["flag"]["actions"];

/** A flag as the policies know it. It has exactly these attributes. */
export interface FlagResource {
  readonly kind: "flag";
  readonly id: string;
  readonly attr: Policies["kinds"]["flag"]["attributes"];
}

export function toResource(flag: Flag): FlagResource {
  const { id, organization, project, access, editors } = flag;
  return { kind: "flag", id, attr: { organization, project, access, editors } };
}

/** Stands in for the table of your service. */
export class Flags {
  readonly #flags = new Map<string, Flag>();

  /** Looks only in one organization. The flags of others are not found. */
  find(organization: string, id: string): Flag {
    const flag = this.#flags.get(keyOf({ organization, id }));
    if (flag === undefined) throw new HttpError(404, "There is no such flag.");
    return flag;
  }

  of(organization: string): readonly Flag[] {
    return [...this.#flags.values()].filter(
      (flag) => flag.organization === organization,
    );
  }

  add(flag: Flag): void {
    if (this.#flags.has(keyOf(flag))) {
      throw new HttpError(409, "There is a flag of this id already.");
    }
    this.#flags.set(keyOf(flag), flag);
  }

  /** Changes the flag only if it is still as it was when the PDP was asked. In a database, put a version in `where`. */
  update(flag: Flag, change: Partial<Flag>): Flag {
    if (this.#flags.get(keyOf(flag)) !== flag) {
      throw new HttpError(409, "The flag has been changed meanwhile.");
    }
    const changed = { ...flag, ...change };
    this.#flags.set(keyOf(flag), changed);
    return changed;
  }
}

function keyOf({
  organization,
  id,
}: Pick<Flag, "organization" | "id">): string {
  return JSON.stringify([organization, id]);
}
