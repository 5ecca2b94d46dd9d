import { CommanderError } from "commander";
import { AmbiguousOrganizationError } from "../decision/organization.ts";
import { ResourceError } from "../decision/resource.ts";
import { DirectoryError } from "../directory/directory-error.ts";
import { PdpRequestError, PdpUnavailableError } from "../pdp/errors.ts";
import { TemporaryFolderError } from "../policies/coverage/temporary-folder.ts";
import { PolicyError } from "../policies/policy-error.ts";
import { StartError } from "../server/start-error.ts";
import { TokenFileError } from "../server/auth/tokens/token-file.ts";
import { UnknownNameError } from "../errors/unknown-name-error.ts";

/** What a command's end means to the shell. */
export const EXIT = {
  ok: 0,
  /** Denied, or problems found. */
  negative: 1,
  /** A question that cannot be asked: an unknown command, option, kind, action, attribute … */
  usage: 2,
  /** No PDP that can answer. */
  pdp: 3,
  /** A fault of Rolebook's own. Never 1: that is an answer. */
  fault: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command that was called in a way that makes no sense. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The exit code for an error that a person can mend; undefined for a fault of ours. */
export function exitCodeOf(error: unknown): ExitCode | undefined {
  if (error instanceof DirectoryError) return EXIT.negative;
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  if (
    error instanceof UsageError ||
    error instanceof TemporaryFolderError ||
    error instanceof StartError ||
    error instanceof TokenFileError ||
    error instanceof UnknownNameError ||
    error instanceof ResourceError ||
    error instanceof AmbiguousOrganizationError
  ) {
    return EXIT.usage;
  }
  if (
    error instanceof PdpUnavailableError ||
    error instanceof PolicyError ||
    error instanceof PdpRequestError
  ) {
    return EXIT.pdp;
  }
  return undefined;
}
