import {
  CheckResourcesResponse,
  CheckResourcesResult,
  Effect,
} from "@cerbos/core";
import { describe, expect, it } from "vitest";
import { toAnswers } from "../../src/pdp/answer.ts";
import { PdpRequestError } from "../../src/pdp/errors.ts";
import { editFlag } from "../support/questions.ts";

/** What a PDP that is broken, or is none, might send: the parts of a response that the real one never gets wrong. */
function response(
  result: Partial<CheckResourcesResult>,
): CheckResourcesResponse {
  return new CheckResourcesResponse({
    cerbosCallId: "call",
    requestId: "request",
    results: [
      new CheckResourcesResult({
        resource: {
          kind: "flag",
          id: "new-checkout",
          policyVersion: "",
          scope: "",
        },
        actions: { edit: Effect.ALLOW },
        validationErrors: [],
        metadata: {
          actions: {
            edit: { matchedPolicy: "resource.flag.vdefault", matchedScope: "" },
          },
          effectiveDerivedRoles: [],
        },
        outputs: [],
        ...result,
      }),
    ],
  });
}

function answerTo(result: Partial<CheckResourcesResult>) {
  return toAnswers(editFlag(), response(result))[0]?.rulings[0];
}

describe("a refusal code", () => {
  it.each<[string, unknown]>([
    ["is no text", 7],
    ["is empty", ""],
    ["has characters that a terminal acts on", "a\u001b[31m"],
    ["is a sentence", "you may not"],
    ["is very long", "a".repeat(101)],
  ])("counts for nothing if it %s", (_, code) => {
    const outputs = [
      {
        source: "resource.flag.vdefault#change",
        action: "edit",
        value: { code },
      },
    ] as CheckResourcesResult["outputs"];
    const actions = { edit: Effect.DENY };
    expect(answerTo({ actions, outputs })).toMatchObject({
      allowed: false,
      codes: [],
    });
  });
});

describe("a response", () => {
  it("that allows, allows", () => {
    expect(answerTo({})).toMatchObject({ action: "edit", allowed: true });
  });

  const other = {
    kind: "flag",
    id: "new-checkout",
    policyVersion: "",
    scope: "",
  };
  it.each<[string, Partial<CheckResourcesResult>]>([
    ["about another resource", { resource: { ...other, id: "dark-mode" } }],
    ["about another kind", { resource: { ...other, kind: "experiment" } }],
    ["about another action", { actions: { read: Effect.ALLOW } }],
  ])("%s is no answer", (_, result) => {
    expect(() => answerTo(result)).toThrow(PdpRequestError);
  });

  it("without results is no answer", () => {
    const nothing = new CheckResourcesResponse({
      cerbosCallId: "call",
      requestId: "request",
      results: [],
    });
    expect(() => toAnswers(editFlag(), nothing)).toThrow(PdpRequestError);
  });

  it("with an effect that is neither ALLOW nor DENY refuses", () => {
    const actions = JSON.parse('{"edit": "EFFECT_UNSPECIFIED"}') as Record<
      string,
      Effect
    >;
    expect(answerTo({ actions })?.allowed).toBe(false);
  });

  it("has the outputs of its own action only", () => {
    const value = { code: "not_an_editor" };
    expect(
      answerTo({ outputs: [{ action: "delete", source: "x#change", value }] }),
    ).toMatchObject({ rules: [], codes: [] });
    expect(
      answerTo({ outputs: [{ action: "edit", source: "x#change", value }] }),
    ).toMatchObject({ rules: [], codes: ["not_an_editor"] });
  });
});
