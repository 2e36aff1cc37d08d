import type { MediaAnswer, MediaQuestion } from '../workers/media.ts'
import { callWorker, type WorkerCaller, WorkerFault } from '../workers/worker-calls.ts'

type AnswerTo<K extends MediaQuestion['kind']> = Extract<MediaAnswer, { kind: K }>
const isAnswerTo = <K extends MediaQuestion['kind']>(kind: K, answer: MediaAnswer): answer is AnswerTo<K> =>
  answer.kind === kind

let running: WorkerCaller<MediaQuestion, MediaAnswer> | null = null

const worker = () => {
  running ??= callWorker<MediaQuestion, MediaAnswer>(
    new Worker(new URL('../workers/media.ts', import.meta.url), { type: 'module' }),
  )
  return running
}

/** One worker for the page, started at the first question. Throws `WorkerFault` with the name of what it threw. */
export const askMedia = async <K extends MediaQuestion['kind']>(
  question: Extract<MediaQuestion, { kind: K }>,
): Promise<AnswerTo<K>> => {
  try {
    const answer = await worker().ask(question)
    if (!isAnswerTo(question.kind, answer)) throw new Error('the worker answered another question')
    return answer
  } catch (thrown) {
    // Its memory was taken, or its file did not come: the next question starts another one.
    if (isFault(thrown, 'WorkerEnded')) running = null
    throw thrown
  }
}

export const isFault = (thrown: unknown, name: string): boolean =>
  thrown instanceof WorkerFault && thrown.fault === name
