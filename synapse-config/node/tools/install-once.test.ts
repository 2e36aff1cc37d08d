import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readMark } from '../process-mark.ts'
import { installOnce } from './install-once.ts'

const newCache = () => {
  const cache = mkdtempSync(join(tmpdir(), 'consilium-tools-'))
  onTestFinished(() => rmSync(cache, { recursive: true }))
  return cache
}

/** The lock of a run that was killed while it installed. */
const leaveLock = async (cache: string) => {
  const child = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)'])
  await once(child.stdout, 'data')
  writeFileSync(join(cache, 'tool.lock'), JSON.stringify(readMark(child.pid ?? 0)))
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('a tool', () => {
  it('is installed by one, and the others wait for it', async () => {
    const cache = newCache()
    let underWay = 0
    let done = 0
    const install = async (folder: string) => {
      underWay += 1
      expect(underWay).toBe(1)
      await sleep(50)
      writeFileSync(join(folder, 'program'), '')
      underWay -= 1
      done += 1
    }
    const folders = await Promise.all([1, 2, 3].map(() => installOnce('tool', install, cache)))
    expect(done).toBe(1)
    expect(new Set(folders).size).toBe(1)
    expect(readdirSync(cache)).toEqual(['tool'])
  })

  it('whose installation was killed is installed anew, without what lay there', async () => {
    const cache = newCache()
    await installOnce('tool', async () => undefined, cache)
    const folder = join(cache, 'tool')
    rmSync(join(folder, 'complete'))
    writeFileSync(join(folder, 'half'), '')
    await leaveLock(cache)
    await installOnce('tool', async (place) => writeFileSync(join(place, 'program'), ''), cache)
    expect(readdirSync(folder).sort()).toEqual(['complete', 'program'])
    expect(readdirSync(cache)).toEqual(['tool'])
  })

  it('of which several find a dead lock is installed by one of them', async () => {
    const cache = newCache()
    await leaveLock(cache)
    let times = 0
    const install = async () => {
      times += 1
    }
    await Promise.all([1, 2, 3].map(() => installOnce('tool', install, cache)))
    expect(times).toBe(1)
  })

  it('that cannot be installed is tried again by the next', async () => {
    const cache = newCache()
    await expect(installOnce('tool', () => Promise.reject(new Error('no network')), cache)).rejects.toThrow(
      'no network',
    )
    let times = 0
    const again = async () => {
      times += 1
    }
    await installOnce('tool', again, cache)
    expect(times).toBe(1)
  })
})
