import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isSameProcess, type ProcessMark, readMark } from './process-mark.ts'
import { takeFolder } from './running.ts'
import { SetupError } from './setup-error.ts'

const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-running-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** A program that runs until it is told to stop. */
const startProgram = async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  const exited = once(child, 'exit')
  const mark = readMark(child.pid ?? 0)
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  return { mark, exited, kill }
}

const leaveBehind = (folder: string, owner: ProcessMark, parts: readonly ProcessMark[]) =>
  writeFileSync(join(folder, 'running.json'), JSON.stringify({ owner, parts }))

describe('a process', () => {
  it('is known by its mark for as long as it lives', async () => {
    const { mark, kill } = await startProgram()
    expect(isSameProcess(mark)).toBe(true)
    await kill()
    expect(isSameProcess(mark)).toBe(false)
  })

  it('is not taken for an earlier one that had the same number', () => {
    const { pid, startedAt } = readMark(process.pid)
    expect(isSameProcess({ pid, startedAt })).toBe(true)
    expect(isSameProcess({ pid, startedAt: `${startedAt}0` })).toBe(false)
  })
})

describe('the next run', () => {
  it('ends what a killed run has left, and says so', async () => {
    const folder = newFolder()
    const run = await startProgram()
    const part = await startProgram()
    await run.kill()
    leaveBehind(folder, run.mark, [part.mark])
    const said: string[] = []
    const { release } = await takeFolder(folder, (line) => said.push(line))
    await part.exited
    release()
    expect(said).toEqual(['Ending what an interrupted run has left …'])
  })

  it('leaves a stranger alone who was given the number of a part', async () => {
    const folder = newFolder()
    const run = await startProgram()
    const stranger = await startProgram()
    await run.kill()
    leaveBehind(folder, run.mark, [{ ...stranger.mark, startedAt: '1' }])
    const { release } = await takeFolder(folder, () => undefined)
    release()
    expect(isSameProcess(stranger.mark)).toBe(true)
  })

  it('does not begin while another is alive, and says which', async () => {
    const folder = newFolder()
    const run = await startProgram()
    const part = await startProgram()
    leaveBehind(folder, run.mark, [part.mark])
    await expect(takeFolder(folder, () => undefined)).rejects.toThrow(
      new SetupError(`The clinics run already (process ${run.mark.pid}): stop that run first.`),
    )
    expect(isSameProcess(part.mark)).toBe(true)
  })
})
