import { expect, it } from 'vitest'
import { plainWords } from './plain-words.ts'

it.each([
  ['Troponin <strong>82 ng/l</strong>, <code>0/1 h</code>', 'Troponin 82 ng/l, 0/1 h'],
  ['Erstens<br>zweitens<p>drittens</p>viertens', 'Erstens zweitens drittens viertens'],
  ['<ul><li>ASS</li><li>Heparin</li></ul>', 'ASS Heparin'],
  ['Hb < 7 und > 5, 3 &lt; 4 &amp;&nbsp;5', 'Hb < 7 und > 5, 3 < 4 & 5'],
  ['&amp;lt;b&amp;gt; &#8222;ja&#x201c; &unbekannt;', '&lt;b&gt; „ja“ &unbekannt;'],
  ['<mx-reply><blockquote>davor</blockquote></mx-reply>danach', 'danach'],
  ['<a href="https://matrix.to/#/@emil:sued">@Emil</a> bitte kommen', '@Emil bitte kommen'],
  ['&#0;&#99999999;', '&#0;&#99999999;'],
])('%s says: %s', (html, words) => expect(plainWords(html)).toBe(words))
