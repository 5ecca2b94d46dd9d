import type { Instant } from "../model/instant.ts";
import type { Item } from "../model/organization.ts";
import type {
  ActionOf,
  AttributesOf,
  KindOf,
  PolicyTypes,
} from "../policies/types/policy-types.ts";

/** Who asks: a person or a program. Roles come from the directory, never from the request. */
export type Asking = {
  /** Their organization; may be left out where only one can be meant. */
  readonly organization?: string | undefined;
  /** The instant to ask about; now, if left out. */
  readonly at?: Date | Instant | undefined;
} & (
  | {
      /** A user id: an e-mail address, compared without case. */
      readonly user: string;
      readonly credential?: undefined;
    }
  | {
      /** The id of a credential, compared exactly. */
      readonly credential: string;
      readonly user?: undefined;
    }
);

/**
 * What is asked about. Source of its attributes: `policies/_schemas/<kind>.json`; all of them are required.
 *
 * Of a flag or an experiment that the directory holds, they may be left out, or given without `access` and `editors`: then
 * the directory's are taken.
 */
export type ResourceOf<P extends PolicyTypes, K extends KindOf<P>> = {
  readonly [Each in K]: {
    readonly kind: Each;
    readonly id: string;
  } & (string extends Each
    ? { readonly attr?: AttributesOf<P, Each> | undefined }
    : Each extends Item["kind"]
      ? { readonly attr?: AttributesOf<P, Each> | ItemPlace | undefined }
      : { readonly attr: AttributesOf<P, Each> });
}[K];

/** Where a flag or an experiment of the directory is. */
export interface ItemPlace {
  readonly organization?: string | undefined;
  readonly project?: string | undefined;
  readonly access?: undefined;
  readonly editors?: undefined;
}

/** May this user do this to that resource? */
export type CheckRequest<
  P extends PolicyTypes,
  K extends KindOf<P>,
> = Asking & {
  readonly action: ActionOf<P, K>;
  readonly resource: ResourceOf<P, K>;
};

/** May this user do these things to those resources? As many as there are. */
export type CheckManyRequest<
  P extends PolicyTypes,
  K extends KindOf<P>,
> = Asking & {
  readonly resources: readonly ResourceActions<P, K>[];
};

export type ResourceActions<P extends PolicyTypes, K extends KindOf<P>> = {
  readonly [Each in K]: {
    readonly resource: ResourceOf<P, Each>;
    readonly actions: readonly ActionOf<P, Each>[];
  };
}[K];

/** Which resources of a kind may this user do this to? */
export type FilterRequest<
  P extends PolicyTypes,
  K extends KindOf<P>,
> = Asking & {
  readonly action: ActionOf<P, K>;
  readonly kind: K;
  /** Only those of this project: the answer for all others is no. */
  readonly project?: string | undefined;
};

/** A new flag or experiment. */
export interface NewFlagRequest {
  readonly organization: string;
  /** The id of the user or of the credential that makes it. */
  readonly createdBy: string;
  readonly createdVia: "app" | "management_api";
}
