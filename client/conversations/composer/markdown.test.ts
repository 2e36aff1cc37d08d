import { describe, expect, it } from 'vitest'
import type { UserId } from '#shared/matrix/ids.ts'
import { formatted } from './formatted.ts'
import { markdownHtml } from './markdown.ts'

const html = (text: string) => markdownHtml(text, [])

describe('Markdown', () => {
  it.each([
    ['**Wichtig**: nüchtern', '<p><strong>Wichtig</strong>: nüchtern</p>'],
    ['_kursiv_ und ~~gestrichen~~', '<p><em>kursiv</em> und <del>gestrichen</del></p>'],
    ['`NaCl 0,9 %`', '<p><code>NaCl 0,9 %</code></p>'],
    ['```\nA  B\n<b>\n```', '<pre><code>A  B\n&lt;b&gt;</code></pre>'],
    ['**a**\nb\n\nc', '<p><strong>a</strong><br>b</p><p>c</p>'],
    ['[Leitlinie](https://awmf.example)', '<p><a href="https://awmf.example">Leitlinie</a></p>'],
    ['**\\*nicht\\***', '<p><strong>*nicht*</strong></p>'],
    [
      '| K | Na |\n|---|---|\n| 3,1 | 140 |',
      '<table><thead><tr><th>K</th><th>Na</th></tr></thead><tbody><tr><td>3,1</td><td>140</td></tr></tbody></table>',
    ],
  ])('formats %j', (text, expected) => {
    expect(html(text)).toBe(expected)
  })

  it.each([
    '5*3*2 = 30',
    '*nicht kursiv*',
    '> 38,5 Fieber seit gestern',
    '# Radius distal',
    '+ Babinski\n- Meningismus',
    '3. Tag: Fieber\n5. Tag: entfiebert',
    'ca. ~5 ml, dann ~6 ml',
    'wert_a und wert_b',
    '[1] siehe oben',
    '[1]: https://a.example',
    'Befund\n---',
    '***',
    '    eingerückt',
    '&lt; <b>fett</b> <!-- x -->',
    '[x](javascript:alert)',
  ])('leaves %j as it was typed', (text) => {
    expect(html(text) === null || html(text)?.includes('[x](javascript:alert)')).toBe(true)
  })

  it('takes nothing for markup that somebody typed beside it', () => {
    expect(html('**a** <img src=x onerror=alert(1)> & "b"')).toBe(
      '<p><strong>a</strong> &lt;img src=x onerror=alert(1)&gt; &amp; &quot;b&quot;</p>',
    )
  })

  it('keeps every letter and digit', () => {
    const text = '# A\n> **b** 1. c\n- d *e* ~f~ [g](h) <i> ![j](k) \\l [m][n]\n***\no | p'
    const shown =
      html(text)
        ?.replace(/<[^>]+>/g, '')
        .replaceAll('&gt;', '>')
        .replaceAll('&lt;', '<') ?? ''
    const letters = (from: string) => from.match(/[\p{L}\d]/gu)?.join('')
    expect(letters(shown)).toBe(letters(text))
  })
})

describe('a text that names somebody', () => {
  const named = [{ userId: '@ida:nord.example' as UserId, name: 'Dr. Ida' }]
  const link = '<a href="https://matrix.to/#/@ida:nord.example">@Dr. Ida</a>'

  it('links to them, with Markdown and without', async () => {
    expect(await formatted('Bitte @Dr. Ida\n< 5', named)).toBe(`Bitte ${link}<br>&lt; 5`)
    expect(await formatted('**Bitte** @Dr. Ida', named)).toBe(`<p><strong>Bitte</strong> ${link}</p>`)
  })

  it('is nothing but letters otherwise', async () => {
    expect(await formatted('Kalium 3,1 < 3,5', named)).toBeNull()
    expect(await formatted('5*3', named)).toBeNull()
  })
})
