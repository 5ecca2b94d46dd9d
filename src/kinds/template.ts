/** A sentence, or a part of one, with places for what differs: `The {noun} is published.` */
export type Template = string;

/**
 * What stands in the places of a template: the subject's `name`; the `noun` for the kind, such as "flag", or with its article `a noun`;
 * the id of the resource's `organization`; the subject's `roles`, such as "a member in Experiment (project web)"; and what the
 * subject `may` do, such as "may edit" or "is allowed edit_settings on".
 */
export type Words = Readonly<
  Record<"name" | "noun" | "a noun" | "organization" | "roles" | "may", string>
>;

/** The sentence with these words in its places. */
export function fill(template: Template, words: Partial<Words>): string {
  const byPlace = new Map<string, string>(Object.entries(words));
  return template.replaceAll(
    /\{([a-z ]+)\}/g,
    (place, name: string) => byPlace.get(name) ?? place,
  );
}
