import { Effect, type Value } from "@cerbos/core";
import { GRPC } from "@cerbos/grpc";
import type { Principal } from "../../src/model/principal.ts";
import type { Pdp } from "../../src/pdp/pdp.ts";

/** Resources of one kind by their attributes; every seventh has the same id. */
export interface Questions {
  readonly principal: Principal;
  readonly kind: string;
  readonly actions: readonly string[];
  readonly resources: readonly Readonly<Record<string, Value>>[];
}

/** The id of the resource with this place in the list. */
export function idOf(index: number): string {
  return `id-${index % 7}`;
}

/** The limits that the PDP is started with, of which a request has only so many resources that its message stays small. */
const ACTIONS_AT_ONCE = 50;
const RESOURCES_AT_ONCE = 100;

/**
 * Whether the PDP allows each action on each resource: by action, then by resource.
 *
 * Not by way of `Pdp.check`, which asks about each action by itself to get refusal codes right: only effects are wanted here.
 *
 * @throws {Error} where a schema rejects anything
 */
export async function effectsOf(
  { address }: Pdp,
  { principal, kind, actions, resources }: Questions,
): Promise<readonly (readonly boolean[])[]> {
  const effects = actions.map((): boolean[] => []);
  const { id, roles, attr } = principal;
  const client = new GRPC(address, { tls: false });
  try {
    for (let first = 0; first < actions.length; first += ACTIONS_AT_ONCE) {
      const asked = actions.slice(first, first + ACTIONS_AT_ONCE);
      for (let at = 0; at < resources.length; at += RESOURCES_AT_ONCE) {
        const { results } = await client.checkResources(
          {
            principal: {
              id,
              roles: [...roles],
              attr: attr as unknown as Record<string, Value>,
            },
            resources: resources
              .slice(at, at + RESOURCES_AT_ONCE)
              .map((each, index) => ({
                resource: { kind, id: idOf(at + index), attr: each },
                actions: asked,
              })),
          },
          { signal: AbortSignal.timeout(30_000) },
        );
        for (const { actions: given, validationErrors } of results) {
          const [error] = validationErrors;
          if (error) throw new Error(`${kind}: ${error.path} ${error.message}`);
          asked.forEach((action, index) => {
            effects[first + index]?.push(given[action] === Effect.ALLOW);
          });
        }
      }
    }
  } finally {
    client.close();
  }
  return effects;
}
