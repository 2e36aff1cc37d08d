import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client'
import type { Bytes } from '#shared/case-files/bytes.ts'
import type { RequestAnswer, RequestQuestion } from './send-request.ts'
import { callWorker, type WorkerCaller } from './worker-calls.ts'

/** No network, or the service is being started. */
export class Unanswered extends Error {
  override name = 'Unanswered'
}

/** Of a request that has bytes: tus asks for the size of its body as a blob has it. */
export type Body = { size: number; bytes: Bytes }

/** At most so many blocks of a file are kept by the browser. */
const requestsPerWorker = 8

const responseOf = ({ status, headers, body }: NonNullable<RequestAnswer>): HttpResponse => {
  const lines = headers.split('\r\n').map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  const known = new Map(lines)
  return {
    getStatus: () => status,
    getHeader: (name) => known.get(name.toLowerCase()),
    getBody: () => body,
    getUnderlyingObject: () => null,
  }
}

/**
 * Sends the requests of an upload from workers that are exchanged for new ones. What a request sends, Chromium's browser
 * process keeps until garbage is collected where the request was made; in a worker that makes little of it, that is
 * when it ends: a file of 1 GiB lay there as a whole.
 */
export const openRequestWorkers = (): HttpStack & Disposable => {
  let worker: WorkerCaller<RequestQuestion, RequestAnswer> | null = null
  let asked = 0
  const end = () => {
    worker?.[Symbol.dispose]()
    worker = null
  }
  /** One request at a time. */
  const next = () => {
    if (asked % requestsPerWorker === 0) end()
    asked += 1
    worker ??= callWorker(new Worker(new URL('./send-request.ts', import.meta.url), { type: 'module' }))
    return worker
  }

  const createRequest = (method: string, url: string): HttpRequest => {
    const headers = new Map<string, string>()
    let onProgress: (bytes: number) => void = () => {}
    return {
      getMethod: () => method,
      getURL: () => url,
      setHeader: (name, value) => void headers.set(name, value),
      getHeader: (name) => headers.get(name),
      setProgressHandler: (handler) => {
        onProgress = handler
      },
      async send(body: Body | null | undefined) {
        const { port1: ours, port2: progress } = new MessageChannel()
        ours.onmessage = ({ data }: MessageEvent<number>) => onProgress(data)
        try {
          const question = { method, url, headers: [...headers], body: body?.bytes ?? null, progress }
          // A worker that cannot be loaded has no network either.
          const answer = await next()
            .ask(question, [progress])
            .catch(() => null)
          if (answer) return responseOf(answer)
          end()
          throw new Unanswered()
        } finally {
          ours.close()
        }
      },
      abort: async () => end(),
      getUnderlyingObject: () => null,
    }
  }
  return { createRequest, getName: () => 'RequestWorkers', [Symbol.dispose]: end }
}
