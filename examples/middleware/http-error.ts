/** The client's request cannot be served, and it is told why. Express and Fastify mark their own errors in the same way. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}
