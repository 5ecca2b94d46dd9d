import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DirectoryUnavailableError } from "../src/authorizer/directory-unavailable-error.ts";
import { ForbiddenError } from "../src/authorizer/forbidden-error.ts";
import { exitCodeOf, UsageError } from "../src/cli/errors.ts";
import type { Decision } from "../src/decision/decision.ts";
import { AmbiguousOrganizationError } from "../src/decision/organization.ts";
import { ResourceError } from "../src/errors/resource-error.ts";
import { DirectoryError } from "../src/directory/directory-error.ts";
import { RolebookError } from "../src/errors/rolebook-error.ts";
import { UnknownNameError } from "../src/errors/unknown-name-error.ts";
import {
  MissingAttributeError,
  UnsuitableAttributeError,
} from "../src/filter/attribute-errors.ts";
import { UnsupportedPlanError } from "../src/filter/unsupported-plan-error.ts";
import * as rolebook from "../src/index.ts";
import { PdpRequestError, PdpUnavailableError } from "../src/pdp/errors.ts";
import { TemporaryFolderError } from "../src/policies/coverage/temporary-folder.ts";
import { PolicyError } from "../src/policies/policy-error.ts";
import { TokenFileError } from "../src/server/auth/tokens/token-file.ts";
import { NotFoundError } from "../src/server/authzen/search.ts";
import { ApiError, toApiError } from "../src/server/http/errors.ts";
import { ClientGoneError } from "../src/server/http/hang-up.ts";
import { StartError } from "../src/server/start-error.ts";
import { packagePath } from "../src/util/package-root.ts";

const DECISION: Decision = {
  allowed: false,
  subject: {
    type: "user",
    id: "pavel@acme.example",
    name: "Pavel Novak",
    organization: "acme",
    status: "joined",
  },
  action: "edit",
  resource: { kind: "flag", id: "new-checkout", attr: {} },
  roles: [],
  derivedRoles: [],
  policy: "resource.flag.vdefault",
  policyVersion: "default",
  reason: "The flag is restricted to its editors.",
  callId: "1",
};

/** An error of each class that Rolebook has, and what it means to programs, clients and shells. All of it is API. */
const ERRORS: readonly (readonly [
  error: RolebookError,
  code: string,
  status: number,
  exitCode: number,
])[] = [
  [new ForbiddenError(DECISION), "forbidden", 403, 1],
  [new UnknownNameError("kind", "flags", ["flag"]), "unknown_name", 400, 2],
  [
    new ResourceError("flag:x", ["It has two."], ""),
    "resource_invalid",
    400,
    2,
  ],
  [
    new AmbiguousOrganizationError(["acme", "globex"]),
    ...(["ambiguous_organization", 400, 2] as const),
  ],
  [new PdpUnavailableError("It is gone."), "pdp_unavailable", 503, 3],
  [new PdpRequestError(["It is too large"]), "pdp_rejected", 503, 3],
  [
    new DirectoryUnavailableError("It is gone."),
    ...(["directory_unavailable", 503, 70] as const),
  ],
  [new DirectoryError([]), "directory_invalid", 500, 1],
  [
    new PolicyError("policies", [
      { file: "flag.yaml", message: "It is empty." },
    ]),
    ...(["policies_invalid", 500, 3] as const),
  ],
  [new UnsupportedPlanError("matches", "is new"), "plan_unsupported", 500, 70],
  [new MissingAttributeError("access"), "attribute_missing", 500, 70],
  [
    new UnsuitableAttributeError(["access"], "is a number"),
    ...(["attribute_unsuitable", 500, 70] as const),
  ],
  [new TemporaryFolderError("It is full."), "no_temporary_folder", 500, 2],
  [new UsageError("Name one folder."), "usage", 400, 2],
  [new StartError(["It is taken."]), "start_failed", 500, 2],
  [new TokenFileError(["It is empty."]), "tokens_invalid", 500, 2],
  [new ApiError(405, "Use POST."), "http_error", 405, 70],
  [new NotFoundError("There is nobody."), "not_found", 404, 70],
  [new ClientGoneError(), "client_gone", 499, 70],
];

/** Of the HTTP server's own, which no caller meets. */
const INTERNAL = new Set(["ApiError", "NotFoundError", "ClientGoneError"]);

describe("the errors of Rolebook", () => {
  it.each(ERRORS)("keep their meaning: %s", (error, code, status, exitCode) => {
    expect({
      code: error.code,
      status: error.status,
      exitCode: error.exitCode,
    }).toEqual({ code, status, exitCode });
    expect(error.name).toBe(error.constructor.name);
    expect(exitCodeOf(error)).toBe(exitCode);
  });

  it("are all here, each with a code of its own", () => {
    const classes = readdirSync(packagePath("src"), { recursive: true })
      .map(String)
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [
        ...readFileSync(packagePath("src", file), "utf8").matchAll(
          /class (\w+)(?:<.*>)? extends (\w*Error)\b/g,
        ),
      ])
      .map(([, name, base]) => ({ name, base }));
    expect(classes).toContainEqual({ name: "RolebookError", base: "Error" });
    expect(
      classes
        .filter(({ base }) => base !== "RolebookError")
        .map(({ name }) => name),
    ).toEqual(["RolebookError"]);
    const names = classes
      .filter(({ base }) => base === "RolebookError")
      .map(({ name }) => name);
    expect(ERRORS.map(([{ name }]) => name).toSorted()).toEqual(
      names.toSorted(),
    );
    expect(new Set(ERRORS.map(([, code]) => code)).size).toBe(ERRORS.length);
  });

  it("are told apart from those of the package by their base alone", () => {
    const exported = Object.values<unknown>({ ...rolebook }).filter(
      (each): each is typeof Error =>
        typeof each === "function" &&
        (each as { prototype?: unknown }).prototype instanceof Error,
    );
    expect(exported.length).toBeGreaterThan(5);
    for (const { name, prototype } of exported) {
      const isBase = name === "RolebookError";
      expect([name, isBase || prototype instanceof RolebookError]).toEqual([
        name,
        true,
      ]);
    }
  });

  it("stand in the documentation as they are", () => {
    const page = readFileSync(packagePath("docs", "errors.md"), "utf8");
    const rows = page.matchAll(
      /^\| `(\w+Error)` +\| `(\w+)` +\| (\d+) +\| (\d+) +\| \S/gm,
    );
    expect([...rows].map(([, ...cells]) => cells).toSorted()).toEqual(
      ERRORS.filter(([{ name }]) => !INTERNAL.has(name))
        .map(([{ name }, ...meaning]) => [name, ...meaning.map(String)])
        .toSorted(),
    );
  });
});

describe("a server that does not start", () => {
  it("ends as what keeps it from that does", () => {
    const cause = new PdpUnavailableError("It did not start.");
    expect(new StartError([cause.message], { cause }).exitCode).toBe(3);
    const other = new StartError(["It is taken."], { cause: new Error("x") });
    expect(other.exitCode).toBe(2);
  });
});

describe("what a client of the server is told", () => {
  it.each(ERRORS.filter(([, , status]) => [400, 503].includes(status)))(
    "is the status of the error: %s",
    (error, _code, status) => {
      expect(toApiError(error)?.status).toBe(status);
      expect(toApiError(error)?.headers).toEqual(
        status === 503 ? { "retry-after": "1" } : {},
      );
    },
  );

  it.each(ERRORS.filter(([, , status]) => status === 503))(
    "is nothing of the message where the error is of the server's surroundings: %s",
    (error) => {
      expect(toApiError(error)?.message).not.toContain(error.message);
    },
  );

  it.each(ERRORS.filter(([, , status]) => [500, 403].includes(status)))(
    "is nothing where it is not the client's matter: %s",
    (error) => {
      expect(toApiError(error)).toBeUndefined();
    },
  );

  it.each([new TypeError("x"), new RangeError("x"), new Error("x"), "x"])(
    "is nothing of a fault: %s",
    (error) => {
      expect(toApiError(error)).toBeUndefined();
      expect(exitCodeOf(error)).toBe(70);
    },
  );
});
