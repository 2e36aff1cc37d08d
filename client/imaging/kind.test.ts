import { describe, expect, test } from 'vitest'
import { isDicom, kindOf, pictureTypeOf, playedTypeOf } from './kind.ts'

describe('which viewer opens a file', () => {
  test.each([
    ['a.dcm', 'application/dicom', 'dicom'],
    ['IM00001', 'application/dicom', 'dicom'],
    ['kopf.DCM', '', 'dicom'],
    ['kopf.ima', 'application/octet-stream', 'dicom'],
    ['befund.pdf', 'application/pdf', 'pdf'],
    ['befund', 'application/pdf; charset=binary', 'pdf'],
    ['wunde.JPG', '', 'picture'],
    ['wunde', 'image/webp', 'picture'],
    ['gang.mp4', 'video/mp4', 'video'],
    ['herzton.wav', 'audio/wav', 'video'],
    ['labor.csv', '', 'text'],
    ['bundle', 'application/fhir+json', 'text'],
  ] as const)('%s of type "%s" opens as %s', (name, type, kind) => {
    expect(kindOf(name, type)).toBe(kind)
  })

  test('a drawing that can hold script is shown as text, also when its name says it is a photograph', () => {
    expect(kindOf('plan.svg', '')).toBe('text')
    expect(kindOf('plan.svg', 'image/svg+xml')).toBe('text')
    expect(kindOf('photo.png', 'image/svg+xml')).toBe('text')
  })

  test('a web page is shown as text', () => {
    expect(kindOf('brief.html', 'text/html')).toBe('text')
  })

  test('what no viewer knows is left to the download', () => {
    expect(kindOf('studie.zip', 'application/zip')).toBeNull()
    expect(kindOf('IM00001', '')).toBeNull()
    expect(kindOf('scan.png', 'image/tiff')).toBeNull()
  })

  test('bytes that were called a drawing are still only read as pixels', () => {
    expect(pictureTypeOf('photo.png', 'image/svg+xml')).toBe('image/png')
    expect(pictureTypeOf('photo', 'text/html')).toBe('image/jpeg')
  })

  test('what is played is never taken for a page', () => {
    expect(playedTypeOf('gang.mp4', 'text/html')).toBe('video/mp4')
    expect(playedTypeOf('herzton.wav', 'application/octet-stream')).toBe('audio/wav')
    expect(playedTypeOf('gang', 'Video/WebM; codecs=vp9')).toBe('video/webm')
  })

  test('a file from a scanner is known by its mark, not by its name', async () => {
    expect(await isDicom(new Blob([new Uint8Array(128), 'DICM', new Uint8Array(40)]))).toBe(true)
    expect(await isDicom(new Blob(['DICM']))).toBe(false)
    expect(await isDicom(new Blob([]))).toBe(false)
  })
})
