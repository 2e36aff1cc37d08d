const longestPauseMs = 10_000

/** 0.5 s, 1 s, 2 s, …, a little scattered, so that a whole ward does not come back at the same moment. */
export const pauseMs = (tries: number, random: () => number = Math.random): number =>
  Math.min(longestPauseMs, 500 * 2 ** Math.min(tries, 10)) * (0.75 + random() / 2)

/** Resolves after the pause, or at once when the browser says that it is online again. Rejects with the signal. */
export const waitForConnection = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const end = () => {
      clearTimeout(timer)
      removeEventListener('online', proceed)
      signal.removeEventListener('abort', give)
    }
    const proceed = () => {
      end()
      resolve()
    }
    const give = () => {
      end()
      reject(signal.reason)
    }
    const timer = setTimeout(proceed, ms)
    addEventListener('online', proceed)
    signal.addEventListener('abort', give)
  })
