import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ProcessMark, readMark } from './process-mark.ts'
import { SetupError } from './setup-error.ts'

const stopTimeoutMs = 15_000
const readyTimeoutMs = 90_000
const readyPollMs = 50
const restartAfterMs = 1_000

export type PartPlan = {
  name: string
  command: string
  args: readonly string[]
  env: Record<string, string>
  cwd: string
  logFile: string
  /** Answers 2xx when the part can be used; of `tcp:`, that somebody listens is enough. */
  readyUrl: string
  /** Where it takes longer than the parts of a clinic. */
  readyTimeoutMs?: number
}

/** One server program of a clinic. What dies by itself is started again, as a service manager would do it. */
export type Part = {
  name: string
  start(): Promise<void>
  stop(): Promise<void>
  /** As a power cut would: no goodbye, and no new start until `start()`. */
  kill(): Promise<void>
  /** As a crash would: it is started again by itself. */
  crash(): void
  mark(): ProcessMark | null
}

const listens = async ({ hostname, port }: URL): Promise<boolean> => {
  const socket = connect(Number(port), hostname)
  const isOpen = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  return isOpen
}

const answers = async (url: string): Promise<boolean> => {
  if (url.startsWith('tcp:')) return listens(new URL(url))
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

export const createPart = (plan: PartPlan, onChange: () => void = () => {}): Part => {
  let child: ChildProcess | null = null
  let isWanted = false
  let exited: Promise<void> = Promise.resolve()

  const launch = () => {
    const log = openSync(plan.logFile, 'a', 0o600)
    const started = spawn(plan.command, plan.args, {
      cwd: plan.cwd,
      env: { ...process.env, ...plan.env },
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C reaches us only, and we stop the parts in order.
      detached: true,
    })
    closeSync(log)
    child = started
    exited = new Promise((resolve) => {
      const ended = () => {
        if (child === started) child = null
        onChange()
        resolve()
        if (isWanted) setTimeout(() => isWanted && !child && launch(), restartAfterMs)
      }
      started.once('error', ended)
      started.once('exit', ended)
    })
    onChange()
  }

  const end = async (signal: NodeJS.Signals) => {
    isWanted = false
    const running = child
    if (!running) return
    running.kill(signal)
    const timer = setTimeout(() => running.kill('SIGKILL'), stopTimeoutMs)
    await exited
    clearTimeout(timer)
  }

  return {
    name: plan.name,
    async start() {
      isWanted = true
      if (!child) launch()
      const until = Date.now() + (plan.readyTimeoutMs ?? readyTimeoutMs)
      while (!(await answers(plan.readyUrl))) {
        if (!child) throw new SetupError(`${plan.name} stopped while it started: see ${plan.logFile}.`)
        if (Date.now() > until) throw new SetupError(`${plan.name} does not answer: see ${plan.logFile}.`)
        await sleep(readyPollMs)
      }
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    crash: () => void child?.kill('SIGKILL'),
    mark: () => (child?.pid === undefined ? null : readMark(child.pid)),
  }
}
