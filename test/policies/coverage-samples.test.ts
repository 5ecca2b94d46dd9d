import { describe, expect, it } from "vitest";
import { sample, SAMPLES } from "../../src/policies/coverage/samples.ts";

function names(prefix: string, length: number): string[] {
  return Array.from({ length }, (_, index) => `${prefix}${index}`);
}

const SIZES = [1, 2, 7, SAMPLES, SAMPLES + 1, 30];

describe.each(SIZES.flatMap((p) => SIZES.map((r) => [p, r] as const)))(
  "%i principals and %i resources",
  (p, r) => {
    const principals = names("p", p);
    const resources = names("r", r);
    const samples = Array.from({ length: SAMPLES }, (_, index) =>
      sample({ principals, resources, actions: ["read"] }, index).flatMap(
        (part) =>
          part.principals.flatMap((who) =>
            part.resources.map((what) => `${who} ${what}`),
          ),
      ),
    );

    it("are all in one sample, and in one only", () => {
      const all = principals.flatMap((who) =>
        resources.map((what) => `${who} ${what}`),
      );
      expect(samples.flat().sort()).toEqual(all.sort());
    });

    it("are in the first sample, every resource of them", () => {
      const met = samples[0]?.map((pair) => pair.split(" ")[1]);
      expect(new Set(met)).toEqual(new Set(resources));
    });
  },
);
