import type { Principal as CerbosPrincipal, Value } from "@cerbos/core";
import { GRPC } from "@cerbos/grpc";
import type { Principal } from "../../src/model/principal.ts";
import { MAX_ACTIONS } from "../../src/pdp/pdp.ts";
import type { DataSet } from "../data-set/data-set.ts";
import type { Flag } from "../data-set/flags.ts";
import type { Contender } from "./contender.ts";

const actions = ["edit"];

export interface CerbosContenders {
  /** One request for each flag, all at once. */
  readonly each: Contender;
  /** As few requests as the PDP's limits allow, one after the other. */
  readonly all: Contender;
  /** Ends the connection. */
  close(): void;
}

/** The Cerbos client without Rolebook, on the same PDP. Its requests are those of Rolebook, and are made beforehand. */
export function cerbosContenders(
  dataSet: DataSet,
  address: string,
): CerbosContenders {
  const client = new GRPC(address, { tls: false });
  return {
    each: {
      name: "`@cerbos/grpc` `checkResource`",
      prepare(person, flags) {
        const requests = flags.map((resource) => ({
          principal: toCerbos(dataSet.principal(person, resource.attr.project)),
          resource,
          actions,
          includeMetadata: true,
        }));
        return () =>
          Promise.all(
            requests.map(async (request) => {
              const result = await client.checkResource(request);
              return result.isAllowed("edit") === true;
            }),
          );
      },
    },
    all: {
      name: "`@cerbos/grpc` `checkResources`",
      prepare(person, flags) {
        const principal = toCerbos(dataSet.principal(person));
        const requests = chunksOf(MAX_ACTIONS, flags).map((chunk) => ({
          principal,
          resources: chunk.map((resource) => ({ resource, actions })),
          includeMetadata: true,
        }));
        return async () => {
          const answers: boolean[] = [];
          for (const request of requests) {
            const { results } = await client.checkResources(request);
            for (const result of results)
              answers.push(result.isAllowed("edit") === true);
          }
          return answers;
        };
      },
    },
    close() {
      client.close();
    },
  };
}

function toCerbos({ id, roles, attr }: Principal): CerbosPrincipal {
  return {
    id,
    roles: [...roles],
    attr: attr as unknown as Record<string, Value>,
  };
}

function chunksOf(
  size: number,
  flags: readonly Flag[],
): readonly (readonly Flag[])[] {
  return Array.from({ length: Math.ceil(flags.length / size) }, (_, index) =>
    flags.slice(index * size, (index + 1) * size),
  );
}
