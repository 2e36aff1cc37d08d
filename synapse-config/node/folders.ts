import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

export const projectFolder = resolve(import.meta.dirname, '../..')
/** What `npm start` keeps between runs; ignored by git. */
export const dataFolder = join(projectFolder, '.data')
export const clientFolder = join(projectFolder, 'client/dist')
export const pagesFolder = join(projectFolder, 'synapse-config/pages')
/** Programs that set-up installs, shared by every checkout on this machine. */
export const toolsFolder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'consilium')
