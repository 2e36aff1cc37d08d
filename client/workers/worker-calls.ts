/** Questions to a worker of ours and their answers, by number. What goes over is moved, not copied. */
type Question<Q> = { number: number; question: Q }
type Answer<A> = { number: number; answer: A } | { number: number; fault: string }

/** What the worker threw, by its name: classes do not survive the way. */
export class WorkerFault extends Error {
  override name = 'WorkerFault'
  readonly fault: string
  constructor(fault: string) {
    super(fault)
    this.fault = fault
  }
}

export type WorkerCaller<Q, A> = { ask(question: Q, moved?: Transferable[]): Promise<A> } & Disposable

/** A worker, or from inside of one the port on which its page answers. */
export const callWorker = <Q, A>(worker: Worker | MessagePort): WorkerCaller<Q, A> => {
  const waiting = new Map<number, PromiseWithResolvers<A>>()
  let asked = 0

  const failAll = () => {
    for (const { reject } of waiting.values()) reject(new WorkerFault('WorkerEnded'))
    waiting.clear()
  }
  worker.onmessage = ({ data }: MessageEvent<Answer<A>>) => {
    const asker = waiting.get(data.number)
    waiting.delete(data.number)
    if ('fault' in data) asker?.reject(new WorkerFault(data.fault))
    else asker?.resolve(data.answer)
  }
  if ('onerror' in worker) worker.onerror = failAll

  return {
    ask(question, moved = []) {
      asked += 1
      const asker = Promise.withResolvers<A>()
      waiting.set(asked, asker)
      worker.postMessage({ number: asked, question } satisfies Question<Q>, moved)
      return asker.promise
    },
    [Symbol.dispose]() {
      if ('terminate' in worker) worker.terminate()
      else worker.close()
      failAll()
    },
  }
}

type Asker = {
  onmessage: ((event: MessageEvent) => void) | null
  postMessage(message: unknown, options?: StructuredSerializeOptions): void
}

/** Answers in the order of the questions, one at a time; only what may overtake does not wait for those before it. */
export const answerCalls = <Q, A>(
  answer: (question: Q) => Promise<{ answer: A; moved?: Transferable[] }>,
  mayOvertake: (question: Q) => boolean = () => false,
  asker: Asker = self,
): void => {
  let before: Promise<unknown> = Promise.resolve()
  asker.onmessage = ({ data: { number, question } }: MessageEvent<Question<Q>>) => {
    const give = async () => {
      try {
        const { answer: given, moved = [] } = await answer(question)
        asker.postMessage({ number, answer: given } satisfies Answer<A>, { transfer: moved })
      } catch (error) {
        const fault = error instanceof Error ? error.name : 'unknown'
        asker.postMessage({ number, fault } satisfies Answer<A>)
      }
    }
    if (mayOvertake(question)) void give()
    else before = before.then(give)
  }
}
