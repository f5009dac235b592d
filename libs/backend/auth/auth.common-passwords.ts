/**
 * Passwords that many people use: common words, names, places and rows of keys. Decoration does not help: digits and
 * signs around a word and the usual look-alikes inside it are taken away before it is looked up.
 */
const WORDS = new Set(
  `
  123456789a 123456a 1234abcd 123abc 123qwe 12qwaszx 1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc 1qazxsw2
  a123456 a12345678 a1b2c3d4 a1s2d3f4 aa123456 aabbcc abc123 abcabc abcd1234 abcdef abcdefg abcdefgh abcdefghi
  abracadabra abraham abuja access account accra admin administrador administrator africa african airforce airtel
  airtelmoney albert alejandro alexander alexandra alexandre alexis alfred alien allah always amanda amazing amen
  america american amor andrew android andromeda angel angela angelo angels angola anthony anything apollo apple
  apples april army arsenal arsenalfc arthur artist asdasd asdf asdfgh asdfghjkl ashley assassin asshole athena audi
  august auntie austin australia autumn avengers awesome azerty babe babes baby babyboy babycakes babygirl babylove
  badboy badgirl bailey banana banda bandit bangkok bank banking barbara barbie barca barcelona baseball basketball
  bastard batman bayern beach bear beautiful beauty beckham bee beer beijing believe bella benjamin benz bernard
  bestfriend bestfriends bestlife beyonce bible bigboss bigboy biggie biggirl bigman billionaire bismillah bitch
  bitches bitcoin bla black blackberry blackcat blackdog blackie blackman blackwhite blah blahblah blank blantyre
  bless blessed blessing blink182 blue bluemoon bluesky bmw bobmarley bonita bonjour boobear booboo boss boston
  botswana boutique boxing boyfriend brandon brazil brian brighton britain britney brother brown brownie bruno bubba
  bubbles buffalo bugatti bugsbunny bunny burger business businessman buster butter butterfly butterscotch buyer
  bwalya cairo california callofduty camaro cameron canada candy capetown captain carlos caroline casablanca cash
  casino cat catherine cats cellphone champion champions championsleague chanda change changeme charity charles
  charlie charlotte cheers cheese cheeseburger cheetah chelsea chelseafc cherry chevrolet chibwe chicago chicken
  chikondi child children chileshe chililabombwe chilufya chimwemwe china chingola chipata chipo chipolopolo chips
  chisanga chisomo chitalu chocolate choma choolwe choongo christ christian christina christine christopher church
  ciao cinnamon cisco clement clothes cocacola cock coco coconut coffee coke college comet comfort computer congo
  contrasena contrasenha cookie cookies cool coolcool cooldude coolgirl coolguy copperbelt corazon corolla corvette
  cosmos counterstrike courage cousin cow cricket crimson cristiano crypto crystal cupcake customer cutie cutiepie
  cyborg dad daddy daisy dalitso dallas dance dancer dancing daniel darthvader database daughter david deadpool
  december default delhi delivery demo demon desert desktop destiny developer devil dhaka diablo diamond diamonds
  dick dinosaur director disney doctor dodoma dog doggy dogs dollar dollars dolphin donald donaldduck dontknow dota
  dotadota double dragon dragonball dream dreamer dreams driver drogba drummer ducati duck dude duke durban dylan
  eagle earth eclipse edith eduardo edward eight electronics elephant eleven elizabeth emerald emily eminem emma
  energy engineer england enjoylife esther estrella eternity ethel eunice europe evelyn everton everyone everything
  exodus facebook faith falcon family fanta farmer fashion father february felix fernando ferrari fifa fighter fire
  firefire firewall first firstborn five florence florida flower flowers fluffy foobar football ford forest forever
  foreverlove forex forget forgetit forgot fortnite fortune four france francis francisco frank frederick freedom
  freefire friday friend friends friendship frodo frog fuck fucker fucking fuckme fuckoff fuckyou future gaborone
  gabriel galaxy gandalf gangsta gangster garfield genesis gentleman george gerald germany gerrard ghana ghost gift
  gifty gilbert ginger giraffe girlfriend givemore given gladys glory gmail goalkeeper goat god godbless godblessme
  godisgood godisgreat godislove godzilla goku gold golden golf goodboy goodgirl goodlife goodluck goodness google
  goose gorgeous gorilla gospel grace gracious grandma grandpa green greenbuffaloes greenday gregory grey gta
  guadalupe guest guitar gunners habeenzu hachilala hacked hacker hacking hallelujah halo hamoonga hamster hamweemba
  handsome hannah hanoi happiness happy happybirthday happyday harare hardware harley harleydavidson harleyquinn
  harold harry harrypotter haslo heaven hello hellohello hellokitty helloworld henry hercules hermes hermione
  hermosa hero heslo hey hilux hiphop hippo hockey hogwarts hola holy holyspirit homer honda honey honor hope hornet
  horse hotmail hottie howard huawei hubby hugme hulk hummer hundred hunter husband ice idiot idontknow ifisashi
  iforgot ilove ilovegod iloveher ilovehim ilovejesus iloveme ilovemom ilovemum ilovemyfamily ilovemymom ilovemyself
  ilovesex iloveu iloveyou india indigo infinity infinix instagram inter internet iphone ipsum irene ironman isaac
  isabella isaiah islam island istanbul italy itel ivan jack jackson jacob jacqueline jaguar jakarta jake james
  janet january japan jasmine jason jayz jedi jeep jelly jellybean jennifer jeremy jerome jessica jesus jesuschrist
  jimmy joel johannesburg john johnny joker jonathan jordan joseph joshua joy joyce joyful judith juliet julius july
  june jupiter justice justin justinbieber juventus kabwe kafue kaka kalaba kalunga kampala kangwa kaoma kapampa
  kapasa kapembwa kapenta kapiri karachi karate kasama kasonde katherine katongo kaunda kawasaki kelvin kenneth
  kennethkaunda kennwort kenya kevin kigali killer king kingking kings kinshasa kissme kitten kitty kitwe knight
  kondwa kondwani kunda kwacha ladies lady ladybug lagos lahore lamborghini lampard landcruiser landrover laptop
  last lastborn lauren lawrence lawyer legend lemon leonard leopard letmein letmeinn lewis liberty life lifeisgood
  lightning lillian lilman lilongwe lily limbani linkinpark linux lion liverpool liverpoolfc livingstone lkjhgfdsa
  login logon lola london lord lorem losenord loser lotus louis love lovehurts loveislife lovelove lovely loveme
  lovemore loveness lover lovers loveyou luanda luanshya lubasi lubinda lubumbashi lucas lucky luckyme luckyone lucy
  luke lungu lusaka luse lushomo luyando lweendo lydia mable mabvuto macbook madalitso madonna madrid maganda maggie
  magic magical mahalkita mainza malawi mama mamaafrica manager manchester manchesterunited mancity mango manila
  mansa manunited manutd mapalo mapenzi maputo maradona march marcus margaret maria mariana marie marine marines
  mario mark market marketplace marley marryme mars marshmallow martha martin marvin mary master mastermind matrix
  matthew maureen maverick max maxmax maxwell may mazabuka mazda mbappe mbewe melissa melon melvin memory mercedes
  mercedesbenz merchant mercury mercy messi metallica mexico michael michelle mickey mickeymouse microsoft midnight
  milan mildred million millionaire minecraft minister minnie miracle mirriam missyou mivida mnbvcxz mobile
  mobilemoney mobilephone mohamed molly mom mombasa mommy momo monday money moneymoney mongu monica monkey monster
  moon moonga moonlight morning morpheus moscow moses mosi mosioatunya motdepasse mother motherland mothers mountain
  mouse mphatso mpika mtn mtnmomo mtnmoney mubanga mubita mudenda mufasa muffin mufulira muhammad mukelabai mukosa
  mukuka mulenga muleya mulonga mum mumba mumbai mummy mundia music musica musole musonda mustang mutale mutinta
  mutumba mwansa mwape mweemba myaccount myangel mybaby mybank myboys mychildren mydaughter myfamily mygirls myheart
  mykids mylife mylove mypass mypassword myshop myson mystore nairobi naked nakonde nala nalishebo namasiku namibia
  nancy naomi naruto nasilele natalie natasha nathan navy ndola nelly nelson nemo neo neptune network never
  nevermind new newpass newpassword newyork neymar ngandu ngoma ngwee nicholas nicole nigeria night nine ninja
  nintendo nirvana nissan nkana nkwazi nobody nokia nomore none nopassword norman nothing november nshima nude null
  number numbers nurse nyirenda ocean october olive oliver olivia one onedirection onenation onepiece onetwo
  onetwothree onezambia onezambiaonenation online only open opensesame oracle orange orchid order orders oreo oscar
  ourpassword pamela panda panther papa paris parola parrot pass passpass passw0rd passwd password passwordpassword
  passwort pasta pastor patience patricia patrick paul payment payments peace peaceful peanut pearl peggy pele
  penguin pepper pepsi peter philip phiri phoebe phoenix phone phones piano pig pikachu pilot pimp pineapple pink
  pinkpink pinky pirate pirates pizza platinum playboy player playgirl playstation pluto poiuytrewq pokemon poker
  police pony pooh pookie porn porsche poseidon power powerdynamos powerful praise praisegod praisethelord precious
  premier president pretty prince princesa princess priscilla private program programmer progress prophet prudence
  psalm pubg public pumpkin puppy purple pussy q123456 q1w2e3r4 q1w2e3r4t5 qazwsx qazwsxedc queen queens qwe123
  qweasd qweasdzxc qweqwe qwer1234 qwert qwerty qwertyui qwertyuiop qwop rabbit racheal rachel rain rainbow ralph
  rambo rangerover rap raphael rapper rat raymond ready realmadrid rebecca rebel red redarrows redred redrose reggae
  regina remember renegade respect retail rex rhino rhoda ricardo rich richard richman rihanna river robert roberto
  roblox robot rock rocknroll rockstar rocky rockyou roger roland ronald ronaldinho ronaldo rooney rooster root rose
  rosemary roses router ruby rudolf rugby russia ruth rwanda sakala salah salasana sale sales samantha sammy samsung
  samuel samurai sapphire sarah sasha sasuke satan saturday saturn scania scarlet school scooby scoobydoo scorpion
  sea second secret secrets secure security seller senha seoul september server sesame seven sex sexsex sexy sexyboy
  sexygirl shadow shakira shanghai shark sharon sheep sheila shit shithead shoes shop shoponline shopping shrek
  siame sichone signin sililo silver simasiku simba simon simpsons simukonda singer singing single sinkala sister
  sitali six skittles sky skywalker slipknot smallboy smile smiles smiley smokey snake snapchat snickers snoop
  snoopdogg snoopy snow snowball snowman soccer software soldier solwezi somebody something son sonic sophia sophie
  southafrica southpark spain sparky spartan spider spiderman spongebob spring sprite stanley star starcraft
  starfish starlight stars start startrek startup starwars stella stephanie stephen steve steven stop store storm
  strawberry strength striker strong student students stupid subaru success successful sugar summer sun sunday sunny
  sunshine superman superuser susan suzuki sweet sweetheart sweetie sweetlove sweety swimming sylvia sysadmin
  tabitha tamanda tanzania taonga tapiwa tea teacher teamo tecno teddy teddybear telegram tembo temp temporary
  temwani ten tennis tequiero terminator test tester testing testtest texas thandiwe theodore thepassword theresa
  third thomas thor thousand three thug thunder thursday tiger tigger tiktok timothy tinkerbell toby together tokyo
  torres tottenham toyota trader trevor trinity triple triplets truck truelove trust trustee trustme trustno1
  trustnoone tuesday tupac tupac2pac turbo turquoise turtle twaambo tweety twelve twinkle twins twitter two tyler
  ubuntu uganda uncle undefined unicorn universe university ursula user username vampire vanessa vendor venus
  veronica victor victoria victoriafalls victory viking vincent violet virus vitumbuwa vodka voldemort volkswagen
  volvo wachtwoord walter wamunyima wamuwi warcraft warrior wasd water website wednesday welcome wendy whale
  whatever whatsapp whiskey white whitey wholesale wife wifey wifi wilfred william wind windhoek windows wine winner
  winners winnie winning winston winter wireless witch wizard wolf wolverine wolves wonder wonderful worldcup
  worldofwarcraft wrestling xbox yahoo yamaha yellow yoda youandme yourpassword youtube yvonne zachary zambezi
  zambia zambiaforever zambian zamnet zamtel zamtelkwacha zanaco zanacofc zaq12wsx zaq1zaq1 zebra zed zedfm zedmusic
  zelda zero zesco zeus zidane zimbabwe zombie zulu zxcv zxcvbn zxcvbnm zxczxc
`
    .trim()
    .split(/\s+/),
);

/** Keys in rows, upwards; read in both directions. */
const ROWS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const RUNS = ROWS.flatMap((row) => [row, [...row].toReversed().join('')]);

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** True for what guessers try first: a common word however decorated, a row of keys, a repetition, or a date. */
export function isCommon(password: string): boolean {
  const text = password.toLowerCase();
  const forms = [text, bare(text), tailless(text)].flatMap((form) => [form, unmasked(form)]);
  return (
    forms.some((form) => WORDS.has(form) || WORDS.has(half(form))) || isRun(text) || isRepetition(text) || isDate(text)
  );
}

/** Without the digits and signs after it. */
const tailless = (text: string): string => text.replace(/[^\p{L}]+$/u, '');
/** Without the digits and signs around it. */
const bare = (text: string): string => tailless(text).replace(/^[^\p{L}]+/u, '');
/** With letters for the digits and signs that look like them. */
const unmasked = (text: string): string => [...text].map((sign) => LOOK_ALIKES[sign] ?? sign).join('');

/** The word of a word that is written twice. */
const half = (text: string): string => {
  const word = text.slice(0, text.length / 2);
  return word.length > 2 && word + word === text ? word : '';
};

/** Made of pieces of rows, three keys or more each: 12345678, abcdefgh, qwertyuiop, 123456789qwerty, 87654321. */
function isRun(text: string): boolean {
  let rest = text;
  while (rest.length > 2) {
    const piece = longestRun(rest);
    if (piece < 3) return false;
    rest = rest.slice(piece);
  }
  return true;
}

function longestRun(text: string): number {
  let length = Math.min(text.length, 26);
  while (length > 2 && !RUNS.some((run) => run.includes(text.slice(0, length)))) length--;
  return length;
}

/** One or two different signs, or a short piece over and over: 11111111, abababab, 123123123. */
const isRepetition = (text: string): boolean =>
  text.length <= 20 && (new Set(text).size < 3 || /^(.{1,4})\1+.?$/u.test(text));

/** Nothing but a date: 24101964, 1964-10-24. */
const isDate = (text: string): boolean =>
  /^(\d{1,2}[./-]?\d{1,2}[./-]?(19|20)\d{2}|(19|20)\d{2}[./-]?\d{1,2}[./-]?\d{1,2})$/.test(text);
