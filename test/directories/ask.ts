import {
  credentialPrincipal,
  toPrincipal,
} from "../../src/access/principal.ts";
import { type Principal } from "../../src/model/principal.ts";
import { resolveAccess } from "../../src/access/resolve.ts";
import { toResource } from "../../src/decision/resource.ts";
import { findSubject } from "../../src/decision/subject.ts";
import type { Directory } from "../../src/directory/directory.ts";
import type { DirectoryDocument } from "../../src/directory/documents.ts";
import { directoryFromDocuments } from "../../src/directory/from-documents.ts";
import type { Pdp, Ruling } from "../../src/pdp/pdp.ts";
import type { Catalog } from "../../src/policies/catalog.ts";
import type { Verdict } from "../tables/verdict.ts";
import { AT } from "./documents.ts";
import type { Question } from "./question.ts";

export interface Asking {
  readonly pdp: Pdp;
  readonly catalog: Catalog;
}

/** The PDP's answers to questions about a directory, by way of its resolution; in the order of the questions. */
export async function ask(
  { pdp, catalog }: Asking,
  documents: readonly DirectoryDocument[],
  questions: readonly Question[],
): Promise<readonly Verdict[]> {
  const directory = directoryFromDocuments(documents);
  const verdicts = await Promise.all(
    bySubject(questions).map(async (asked) => {
      const [first] = asked;
      if (first === undefined) return [];
      const { subject: id, organization } = first;
      const subject = findSubject(directory, { id, organization, at: AT });
      const snapshot = { directory, isWhole: true };
      const resources = asked.map(({ action, ...question }) => ({
        resource: toResource(catalog.kind(question.kind), question, {
          ...{ subject, action, snapshot },
        }),
        actions: [action],
      }));
      const answers = await pdp.check(
        {
          principal: principalOf(directory, first),
          resources,
        },
        { deadline: 10_000 },
      );
      return answers.map(
        ({ rulings }, index) => [asked[index], toVerdict(rulings[0])] as const,
      );
    }),
  );
  const byQuestion = new Map(verdicts.flat());
  return questions.map((each) => byQuestion.get(each) ?? "deny unanswered");
}

/** A request has one principal. */
function bySubject(questions: readonly Question[]): readonly Question[][] {
  const groups = new Map<string, Question[]>();
  for (const question of questions) {
    const key = `${question.organization} ${question.subject}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [question]);
    else group.push(question);
  }
  return [...groups.values()];
}

function principalOf(
  directory: Directory,
  { organization, subject }: Question,
): Principal {
  const contents = directory.existingOrganization(organization);
  const credential = contents.credential(subject);
  if (credential !== undefined)
    return credentialPrincipal(contents, credential);
  const access = resolveAccess(directory, {
    user: subject,
    organization,
    at: AT,
  });
  return toPrincipal(access);
}

function toVerdict(ruling: Ruling | undefined): Verdict {
  if (ruling?.allowed) return "allow";
  const codes = ruling?.codes ?? [];
  return codes.length === 0 ? "deny" : `deny ${codes.join(" ")}`;
}
