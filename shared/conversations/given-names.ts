/** Frequent given names of all ages in Germany: enough to notice most names of patients, whatever the surname. */
const names = `
  achim adam adrian ahmed alexander alexandra ali alina alois andrea andreas angela angelika anita anja anke anna
  anne anneliese annette anni anton antonia arne aydin ayse barbara bastian beate ben benjamin bernd bernhard bettina
  birgit björn brigitte bruno burak carina carla carolin charlotte christa christel christian christina christine
  christoph clara claudia cornelia dagmar daniel daniela david dennis detlef dieter dietmar doris edith egon elena elfriede
  elias elif elisabeth elke ella ellen elsa emil emilia emine emma erhard erich erika erna ernst erwin esther eugen
  eva fabian fatima fatma felix finn florian frank franz franziska frieda friedrich fritz gabriele georg gerda gerhard
  gertrud gisela greta gudrun günter günther gustav hannah hannelore hans harald hasan hatice heike heiko heinrich
  heinz helga helmut henri henriette herbert herta hildegard holger horst hubert hugo hüseyin ibrahim ida ilse
  ina ines inge ingeborg ingrid irene irina irmgard isabella jan jana jannik janina jasmin jens joachim johann johanna
  johannes jonas josef juergen julia julian jürgen jutta kai karin karl karla katharina kathrin katja katrin kerstin
  kevin klara klaus konrad kristina kurt lara lars laura lea lena leon leonie leyla liesel lina lisa lothar louis
  luca ludwig luis luise luka lukas lydia magdalena maike maja manfred manuela marcel marco marcus margarete margit
  margot maria marianne marie mario marion markus marlene martha martin martina mathilda matthias max maximilian
  mehmet melanie merve michael michaela mia mila mohamed mohammed monika moritz murat mustafa nadine natalie
  nele nico nicole niklas nina noah norbert nora olaf ole olga oliver oskar otto ottilie patricia patrick paul paula
  peter petra philipp pia rainer ralf raphael rebecca regina reiner reinhard renate richard rita robert roland rolf
  rosa rosemarie roswitha rudolf ruth sabine samuel sandra sara sarah sascha sebastian silke silvia simon simone sofia
  sonja sophia sophie stefan stefanie steffen stephan susanne sven svetlana sylvia tanja tatjana theo theodor theresa
  thomas thorsten tim timo tobias tom torsten udo ulrich ulrike ursula ute uwe valentina vanessa vera veronika viktor
  viktoria volker waldemar walter waltraud werner wilhelm wilhelmine wilma wolfgang yasmin yusuf yvonne zeynep
`

export const givenNames: ReadonlySet<string> = new Set(names.split(/\s+/).filter(Boolean))

/** Beside which a given name is part of a house or a ward: "Haus Anna", "Station Elisabeth", "St. Josef". */
export const neutralWords: ReadonlySet<string> = new Set(
  `abteilung ambulanz bereich board campus dienst fortbildung frühdienst gebäude haus hospital intensiv intensivstation
  itv klinik klinikum konferenz krankenhaus notaufnahme op pavillon planung projekt qm sankt spätdienst st stift
  nachtdienst station stroke team tumorboard unit ward zentrum`.split(/\s+/),
)
