import {
  AbilityBuilder,
  createMongoAbility,
  type ForcedSubject,
  type MongoAbility,
  subject,
} from "@casl/ability";
import type { DataSet } from "../data-set/data-set.ts";
import type { Flag } from "../data-set/flags.ts";
import type { Person } from "../data-set/people.ts";
import type { Answers, Contender } from "./contender.ts";

type CaslFlag = Flag["attr"] & ForcedSubject<"flag">;
type FlagAbility = MongoAbility<["edit", "flag" | CaslFlag]>;

/**
 * CASL's `can` with an ability that is built from the person's roles: once beforehand, or again for each question.
 *
 * Flags are tagged with their type beforehand. This is the fastest way for CASL to know it.
 */
export function caslContenders(dataSet: DataSet): {
  readonly can: Contender;
  readonly buildAndCan: Contender;
} {
  return {
    can: {
      name: "CASL `can`",
      prepare(person, flags) {
        const ability = abilityOf(dataSet, person);
        const subjects = flags.map(toSubject);
        return () => answers(ability, subjects);
      },
    },
    buildAndCan: {
      name: "CASL, ability built, then `can`",
      prepare(person, flags) {
        const subjects = flags.map(toSubject);
        return () => answers(abilityOf(dataSet, person), subjects);
      },
    },
  };
}

function answers(ability: FlagAbility, flags: readonly CaslFlag[]): Answers {
  return flags.map((flag) => ability.can("edit", flag));
}

function toSubject({ attr }: Flag): CaslFlag {
  return subject("flag", { ...attr });
}

function abilityOf(dataSet: DataSet, person: Person): FlagAbility {
  const { id, attr } = dataSet.principal(person);
  const { organization, organizationRole, experiment } = attr;
  const { can, build } = new AbilityBuilder<FlagAbility>(createMongoAbility);
  const editing = {
    $in: [...experiment.member, ...experiment.manager, ...experiment.admin],
  };
  // CASL tries rules from the last to the first. The rule that most flags meet comes last, which is the fastest order.
  if (organizationRole === "admin") {
    can("edit", "flag", {
      organization,
      project: { $in: [...experiment.admin] },
    });
  }
  can("edit", "flag", { organization, project: editing, editors: id });
  can("edit", "flag", { organization, project: editing, access: "everyone" });
  return build();
}
