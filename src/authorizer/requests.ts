import type { Instant } from "../model/instant.ts";
import type { Credential, Item } from "../model/organization.ts";
import type {
  ActionOf,
  AttributesOf,
  KindOf,
  PolicyTypes,
} from "../policies/types/policy-types.ts";

/** The subject of a request: a user or a credential. Roles come from the directory, never from the request. */
export type SubjectReference = SubjectContext &
  (
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
 * The subject of a request of a tool in which people type an id. A service knows the type, and uses `SubjectReference`.
 */
export type SubjectById = SubjectContext & {
  /** The id of a credential or, if there is no such credential, of a user. */
  readonly subject: string;
  /** Ask with the rights of a credential of this type: the credential's own, or one that the user would hold. */
  readonly as?: Credential["type"] | undefined;
};

interface SubjectContext {
  /** Their organization. It may be left out if only one can be meant. */
  readonly organization?: string | undefined;
  /** The instant to ask about; by default now. */
  readonly at?: Date | Instant | undefined;
}

/**
 * The resource that a request is about, with all attributes that `policies/_schemas/<kind>.json` requires. But
 *
 * - `organization` may be left out: by default it is the subject's;
 * - attributes of a flag or an experiment may be left out: by default they are those in the directory or, for `create`,
 *   those of a new one. Attributes that are given come first.
 */
export type ResourceOf<P extends PolicyTypes, K extends KindOf<P>> = {
  readonly [Each in K]: {
    readonly kind: Each;
    readonly id: string;
  } & GivenAttributes<
    string extends Each
      ? Partial<AttributesOf<P, Each>>
      : Each extends Item["kind"]
        ? Leave<AttributesOf<P, Each>, keyof AttributesOf<P, Each>>
        : Leave<AttributesOf<P, Each>, "organization">
  >;
}[K];

/** `attr` may be left out if nothing in it is required. */
type GivenAttributes<A> = object extends A
  ? { readonly attr?: A | undefined }
  : { readonly attr: A };

/** Attributes, some of which may be left out. */
type Leave<A, Names extends PropertyKey> = A extends object
  ? { readonly [Name in Exclude<keyof A, Names>]: A[Name] } & {
      readonly [Name in Extract<keyof A, Names>]?: A[Name] | undefined;
    }
  : never;

/** May this user do this to that resource? */
export type CheckRequest<P extends PolicyTypes, K extends KindOf<P>> = (
  SubjectReference | SubjectById
) & {
  readonly action: ActionOf<P, K>;
  readonly resource: ResourceOf<P, K>;
};

/** May this user do these things to those resources? Their number has no limit. */
export type CheckManyRequest<P extends PolicyTypes, K extends KindOf<P>> = (
  SubjectReference | SubjectById
) & {
  readonly resources: readonly ResourceActions<P, K>[];
};

export type ResourceActions<P extends PolicyTypes, K extends KindOf<P>> = {
  readonly [Each in K]: {
    readonly resource: ResourceOf<P, Each>;
    readonly actions: readonly ActionOf<P, Each>[];
  };
}[K];

/** Which resources of a kind may this user do this to? */
export type FilterRequest<P extends PolicyTypes, K extends KindOf<P>> = (
  SubjectReference | SubjectById
) & {
  readonly action: ActionOf<P, K>;
  readonly kind: K;
  /** If given, only resources of this project are allowed. */
  readonly project?: string | undefined;
};

/** A new flag or experiment. */
export interface NewFlagRequest {
  readonly organization: string;
  /** The id of the user or of the credential that makes it. */
  readonly createdBy: string;
  readonly createdVia: "app" | "management_api";
}
