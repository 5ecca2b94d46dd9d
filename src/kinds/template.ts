/** A sentence, or a part of one, with placeholders: `The {noun} is published.` */
export type Template = string;

/**
 * The words for the placeholders of a template:
 *
 * - `name`: the name of the subject;
 * - `noun`: the noun for the kind, such as "flag";
 * - `a noun`: the noun with its article;
 * - `organization`: the id of the resource's organization;
 * - `roles`: the roles of the subject, such as "a member in Experiment (project web)";
 * - `may`: the action with its verb, such as "may edit" or "is allowed edit_settings on".
 */
export type Words = Readonly<
  Record<"name" | "noun" | "a noun" | "organization" | "roles" | "may", string>
>;

/** Replaces the placeholders of a template by words. It asks only for words that the template has. */
export function fill(template: Template, words: Partial<Words>): string {
  return template.replaceAll(/\{([a-z ]+)\}/g, (place, name: string) =>
    isWord(name) ? (words[name] ?? place) : place,
  );
}

const NAMES: Readonly<Record<keyof Words, true>> = {
  name: true,
  noun: true,
  "a noun": true,
  organization: true,
  roles: true,
  may: true,
};

function isWord(name: string): name is keyof Words {
  return Object.hasOwn(NAMES, name);
}
