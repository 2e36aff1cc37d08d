import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { allProcesses, browserOf, type Process } from './processes.ts'

/**
 * Resident memory of processes at its highest, as Linux keeps it (proc(5), `VmHWM`): with the code that they share, and
 * without sampling that could miss it.
 */

const settingsOf = ({ pid }: Process): string => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8')
  } catch {
    return ''
  }
}

/** The service of the clinic whose files are in the folder. */
const serviceOf = (folder: string): Process[] => {
  const setting = `CONSILIUM_CONFIG=${join(folder, 'service.json')}`
  return allProcesses().filter(
    (process) => process.command.includes('server/main.ts') && settingsOf(process).split('\0').includes(setting),
  )
}

const peakOf = ({ pid }: Process): number => {
  try {
    const [, kibiBytes] = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kibiBytes ?? 0) * 1024
  } catch {
    return 0
  }
}

const forget = (processes: readonly Process[]): void => {
  for (const { pid } of processes) writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

/** Begins anew: what was needed before does not count. */
export const forgetPeaks = (profile: string): void => forget(browserOf(profile))
export const forgetServicePeak = (folder: string): void => forget(serviceOf(folder))

/** In bytes. `page`: the page's renderer with its workers; `browser`: all processes, each at its own highest. */
export const readPeaks = (profile: string): { page: number; browser: number } => {
  const processes = browserOf(profile)
  const renderers = processes.filter(({ command }) => command.includes('--type=renderer'))
  return {
    page: Math.max(0, ...renderers.map(peakOf)),
    browser: processes.reduce((sum, process) => sum + peakOf(process), 0),
  }
}

/** In bytes. */
export const readServicePeak = (folder: string): number => {
  const [service] = serviceOf(folder)
  if (!service) throw new Error(`no service runs for ${folder}`)
  return peakOf(service)
}
