import { once } from 'node:events'
import { createServer } from 'node:http'

const prefix = '/.well-known/acme-challenge/'

/** The place where the authority's question is to be answered cannot be had. `code`: of the system, as EADDRINUSE. */
export class PlaceTaken extends Error {
  override name = 'PlaceTaken'
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export type Challenges = { answer(token: string, authorization: string): void } & AsyncDisposable

/** Answers what an authority asks (HTTP-01, RFC 8555, section 8.3), and nothing else. Throws `PlaceTaken`. */
export const openChallenges = async ({ host, port }: { host: string; port: number }): Promise<Challenges> => {
  const answers = new Map<string, string>()
  const server = createServer({ requestTimeout: 10_000 }, ({ url = '' }, response) => {
    const answer = url.startsWith(prefix) ? answers.get(url.slice(prefix.length)) : undefined
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/octet-stream' }).end(answer)
  })
  server.listen(port, host)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new PlaceTaken(error.code ?? error.message)
  })
  return {
    answer: (token, authorization) => void answers.set(token, authorization),
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}
