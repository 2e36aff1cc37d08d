import type { Bytes } from '#shared/case-files/bytes.ts'
import { answerCalls } from './worker-calls.ts'

export type RequestQuestion = {
  method: string
  url: string
  headers: [name: string, value: string][]
  body: Bytes | null
  /** Hears how many bytes have left. */
  progress: MessagePort
}

/** `headers`: as they came, a line each. Null: no answer came. */
export type RequestAnswer = { status: number; headers: string; body: string } | null

const send = ({ method, url, headers, body, progress }: RequestQuestion): Promise<RequestAnswer> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    for (const [name, value] of headers) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded }) => progress.postMessage(loaded)
    request.onload = () =>
      resolve({ status: request.status, headers: request.getAllResponseHeaders(), body: request.responseText })
    request.onerror = () => resolve(null)
    request.send(body && new Blob([body]))
  })

answerCalls<RequestQuestion, RequestAnswer>(async (question) => ({ answer: await send(question) }))
