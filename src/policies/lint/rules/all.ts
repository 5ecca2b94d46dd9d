import type { LintRule } from "../lint-rule.ts";
import { blockCondition } from "./block-condition.ts";
import { failsOpen } from "./fails-open.ts";
import { misnamedPolicy } from "./misnamed-policy.ts";
import { missingRefusalCode } from "./missing-refusal-code.ts";
import { missingSchema } from "./missing-schema.ts";
import { missingSuite } from "./missing-suite.ts";
import { silentAllow } from "./silent-allow.ts";
import { unboundAllow } from "./unbound-allow.ts";
import { undeclaredAttribute } from "./undeclared-attribute.ts";
import { unknownAction } from "./unknown-action.ts";
import { unknownKind } from "./unknown-kind.ts";
import { unnamedRule } from "./unnamed-rule.ts";
import { unplannableCondition } from "./unplannable-condition.ts";
import { unreadable } from "./unreadable.ts";
import { unusedConstant } from "./unused-constant.ts";
import { unusedDerivedRole } from "./unused-derived-role.ts";
import { unusedImport } from "./unused-import.ts";
import { unusedSchema } from "./unused-schema.ts";
import { unusedVariable } from "./unused-variable.ts";
import { wildcardAction } from "./wildcard-action.ts";
import { wildcardRole } from "./wildcard-role.ts";
import { yamlBoolean } from "./yaml-boolean.ts";

/** All lint rules. */
export const LINT_RULES: readonly LintRule[] = [
  unboundAllow,
  failsOpen,
  undeclaredAttribute,
  wildcardAction,
  wildcardRole,
  unnamedRule,
  silentAllow,
  missingRefusalCode,
  unplannableCondition,
  blockCondition,
  missingSchema,
  missingSuite,
  misnamedPolicy,
  unusedVariable,
  unusedConstant,
  unusedDerivedRole,
  unusedImport,
  unusedSchema,
  unknownAction,
  unknownKind,
  yamlBoolean,
  unreadable,
];
