import { describe, expect, it } from 'vitest'
import { answerTo, keysOf, type ShellFiles } from './shell-files.ts'

const files: ShellFiles = {
  version: 'v2',
  named: ['/index.html', '/theme.js'],
  assets: ['/assets/App-1.js'],
  onDemand: ['/assets/font-1.ttf'],
}
const origin = 'https://nord.example'
const ask = (path: string, mode = 'no-cors', method = 'GET', destination = '') =>
  answerTo({ method, mode, destination, url: new URL(path, origin).href }, origin, files)

describe('what the service worker answers', () => {
  it.each([
    '/_matrix/client/v3/sync',
    '/_matrix/client/v1/media/download/nord/a',
    '/api/partners',
    '/api',
    '/.well-known/matrix/client',
    'https://sued.example/assets/App-1.js',
    '/unknown.txt',
  ])('leaves %s to the network, even as an address', (path) => {
    expect(ask(path)).toEqual({ from: 'network' })
    if (!path.startsWith('/unknown')) expect(ask(path, 'navigate')).toEqual({ from: 'network' })
  })

  it('leaves everything that is not read to the network', () => {
    expect(ask('/index.html', 'same-origin', 'POST')).toEqual({ from: 'network' })
  })

  it('answers every address of the client with the page', () => {
    for (const path of ['/', '/messages/!a:nord.example', '/index.html', '/apix'])
      expect(ask(path, 'navigate')).toEqual({ from: 'page' })
  })

  it('lets the page answer a player of its own, and nobody else', () => {
    expect(ask('/played/a', 'no-cors', 'GET', 'video')).toEqual({ from: 'player', id: 'a' })
    expect(ask('/played/a', 'cors')).toEqual({ from: 'network' })
    expect(ask('/played/a', 'navigate', 'GET', 'document')).toEqual({ from: 'page' })
  })

  it('names files without a hash by their version, and those with one by themselves', () => {
    expect(ask('/theme.js')).toEqual({ from: 'shelf', key: '/theme.js?version=v2', isKept: true })
    expect(ask('/assets/App-1.js')).toEqual({ from: 'shelf', key: '/assets/App-1.js', isKept: true })
  })

  it('looks for a chunk of the version before, and does not keep it', () => {
    expect(ask('/assets/App-0.js')).toEqual({ from: 'shelf', key: '/assets/App-0.js', isKept: false })
  })

  it('keeps nothing of an earlier version when it takes over', () => {
    expect([...keysOf(files)]).toEqual([
      '/index.html?version=v2',
      '/theme.js?version=v2',
      '/assets/App-1.js',
      '/assets/font-1.ttf',
    ])
  })
})
