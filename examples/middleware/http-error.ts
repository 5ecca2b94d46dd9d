/**
 * The client's request is wrong, and the answer says why. Express and Fastify mark their own errors with `statusCode`
 * too.
 */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}
