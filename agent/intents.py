"""The words by which a shopper asks for something other than a search, by tool, in six languages."""

import re


def _latin(*words: str) -> str:
    return rf"(?<![a-zà-ÿ'])(?:{'|'.join(words)})(?![a-zà-ÿ])"


def _any(latin: tuple[str, ...], other: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join((_latin(*latin), *other)), re.IGNORECASE)


_I = r"(?:i|i'd|i'll|i'm|we|we'd)"

WHY = _any(
    ("why", "how come", "what made you", "(?:what is|what's|give me) the reason", "reason for", "on what basis", "based on what(?! (?:i|we)\\b)", "warum", "wieso", "weshalb", "pourquoi", "por qué", "porqué", "por que", "kyun", "kyon"),
    ("为什么", "为啥", "为何", "凭什么", "怎么(?:会|给我|就)?(?:推荐|选|想到)", "क्यों"),
)
WHY_NOT = _any(
    (
        r"(?:why|how come) .{0,60}?(?:\bnot|n't|\bnt|didnt|isnt|arent|wasnt|dont|doesnt|wont|cant|missing|left out|leave out|leaving out|excluded?|omit(?:ted)?|hid(?:e|den|ing)|filter(?:ed)?(?: out)?|skip(?:ped)?|ignored?|absent|drop(?:ped)?|rule out|reject(?:ed)?|without)",
        r"why (?:not|no)",
        r".{0,60}?(?:not|n't|didnt|isnt|no|none of|missing|left out|nicht|kein\w*|pas|falta\w*|no)\b.{0,60}[,.;:!?-]+ ?(?:why|how come|warum|wieso|pourquoi|por qué)(?: (?:is that|not|so|nicht|pas|no))?",
        r"how come (?:there(?:'s| is| are) )?(?:no|not|none)",
        r"what happened to",
        r"where (?:is|are|did|has|have|'s)(?: the| my)? (?!can|do|to)\S.{0,60}",
        r"where's (?:the )?\S.{0,50}",
        r"what(?:'s| is) wrong with",
        r"(?:warum|wieso|weshalb) .{0,60}?(?:nicht|kein\w*|fehl\w+|weggelassen|ausgelassen|ohne)",
        r"pourquoi (?:pas|ne|n').{0,80}",
        r"pourquoi .{0,60}?(?:pas|manqu\w+|absente?|exclu\w*|écart\w+)",
        r"(?:por qué|porqué|por que) .{0,60}?(?:\bno\b|falta\w*|exclu\w+|descart\w+|ausente)",
        r"(?:por qué|porqué|por que) no",
    ),
    (
        r"(?:为什么|为啥|为何|怎么|咋)[^,，。！？!?]{0,14}?(?:没(?!错)|不(?!错|一样|同)|漏|缺)",
        r"(?:没|不)[^,，。]{0,12}[,，。]\s*(?:为什么|为啥|怎么回事)",
        r"क्यों (?:नहीं|नही|न )",
        r"(?:नहीं|नही) .{0,20}क्यों",
        r"kyun nahi",
    ),
)
INVITED = re.compile(r"why (?:don't|dont|do not|not) (?:you |we )?(?:show|try|recommend|find|suggest|give|look)(?: me| us| for)? (?:some|a|an|something|other|another|more|different)\b", re.I)

FORGET = _any(
    (
        r"(?<!don't )(?<!dont )(?<!do not )(?<!never )forget(?: about)?(?: (?:that|what|the fact|my|everything|all|me|i|it when|about me|anything|whatever))",
        r"(?:delete|erase|remove|wipe|clear|drop|reset)(?: all)?(?: of)? (?:what you (?:know|remember|have|saved|stored|learned)|my (?:\w+ )?(?:profile|data|preferences?|information|info|details|likes|dislikes|note|notes|memory|history|birthday|size|allerg\w+|budget|diet|name|address)|everything (?:you|about)|that (?:note|fact|preference)|the (?:note|fact|preference|thing) )",
        r"(?:remove|delete|take) .{1,50} (?:from|off|out of) (?:my|your|the) (?:\w+ )?(?:profile|memory|notes|preferences|records?|dislikes|likes|list of \w+|favou?rites)",
        r"(?:stop|quit) (?:remembering|assuming|thinking)(?: that)?",
        r"(?:don't|do not|no need to) remember (?:that|my|what|this)",
        r"unremember", r"i no longer (?:like|dislike|hate|want|eat|drink|wear|mind|need|avoid|care)\b.*", r"i (?:don't|do not) .{1,30} any ?more",
        r"(?:i'm|i am|we're) (?:no longer|not .{1,25} any ?more)",
        r"(?:you can |please )?scratch (?:that|what i said)",
        r"vergiss(?! nicht)(?: bitte)?(?:,? dass|,? was| meine?| alles)?",
        r"lösch\w* (?:meine?|alles|was|die|das)",
        r"oublie(?:z)?(?! pas)(?: (?:que|ce que|mon|ma|mes|tout))?",
        r"(?:efface|supprime)[rz]? (?:ce que|mon|ma|mes|tout|mes)",
        r"olvida(?:te)?(?: (?:que|lo que|mi|mis|todo|de que))?",
        r"(?:borra|elimina) (?:lo que|mi|mis|todo|que)",
        r"bhool jao",
    ),
    (
        r"(?<!别)(?<!不要)(?<!不)(?:忘掉|忘记|忘了)(?!带|买|说)",
        r"(?:别|不要|不用)再?(?:记着|记住|记得)",
        r"(?:删除|删掉|清除|清空|抹掉)[^,，。]{0,12}(?:记录|资料|信息|偏好|记忆|喜好|数据|说过|预算|过敏|内容)?",
        r"भूल (?:जा|जाओ|जाइए|जाना)",
        r"(?:मिटा|हटा) (?:दो|दीजिए|दें)",
    ),
)
REMEMBER = _any(
    (
        r"remember(?: that| this|,|:| my| i| i'm| we| to)",
        r"(?:please |pls )?(?:note|keep in mind|bear in mind|keep in memory|make a note|take note|note down|jot down|write down)(?: that| of| this|:|,)?",
        r"(?:don't|dont|do not|never) forget(?: that|,|:| i| my| about my)?",
        r"for (?:future reference|next time|the future|the record|later|your information)",
        r"(?:save|store|add) (?:that|this|my|it)? ?.{0,40}(?:to|in|on) my (?:profile|preferences|notes)",
        r"(?:just )?so you know",
        r"fyi",
        r"(?:from now on|in (?:the )?future)",
        r"merk(?:e|en)?(?: sie)? (?:dir|dich|es dir|ihnen)",
        r"(?:denk|denke) (?:bitte )?daran",
        r"vergiss (?:bitte )?nicht",
        r"notier\w*",
        r"behalte? .{0,20}im (?:kopf|hinterkopf)",
        r"(?:zur info|fürs nächste mal)",
        r"(?:retiens|retenez|souviens-toi|souvenez-vous|rappelle-toi|rappelez-vous|n'oublie(?:z)? pas|note(?:z)?(?: bien)? que|note(?:z)? (?:mon|ma|mes)|sache(?:z)? que|garde en (?:tête|mémoire)|pour la prochaine fois)",
        r"(?:recuerda(?! lo que)|acuérdate|no olvides|ten en cuenta|toma nota|apunta|anota|que sepas que|para la próxima)",
        r"yaad rakh\w*",
    ),
    (
        r"(?<!再)(?<!别)(?<!不用)(?:记住|记一下|记下|记得我|请记|帮我记|记录一下|记着)",
        r"(?:别|不要)忘(?:了|记)",
        r"以后(?:都|请|就|再)?(?:别|不要|只|推荐)",
        r"याद रख\S*",
        r"ध्यान (?:रख|में रख)\S*",
        r"नोट कर\S*",
        r"मत भूल\S*",
    ),
)
# Said as a whole, without asking for anything: a fact about the shopper.
FACT = _any(
    (
        r"(?:i'm|i am|we're|we are|my \w+ is|my \w+ \w+ is)(?: an?| strictly| also| mostly)? ?(?:vegetarian|vegan|pescatarian|celiac|coeliac|diabetic|allergic|intolerant|colou?r ?blind|left-handed|pregnant|a beginner|muslim|jewish|hindu|kosher|halal|lactose)\b.*",
        r"i (?:always|never|usually|only|mostly|generally|don't ever) (?:wear|eat|buy|use|read|drink|watch|listen|take|shop|cook|sleep|run)\b.*",
        r"i (?:really |absolutely |simply |just )?(?:hate|love|prefer|dislike|detest|adore|can't stand|cannot stand|don't like|dont like|don't eat|don't drink|don't wear|don't read|can't eat|can't have|can't wear)\b.*",
        r"my (?:\w+ )?(?:size|shoe size|feet|waist|name|budget|birthday|favou?rite \w+|favou?rite \w+ \w+|favou?rite|partner|wife|husband|son|daughter|kids?|dog|cat|phone)(?: (?:is|are)|'s|:) .*",
        r"i have (?:a |an )?(?:\w+ )?(?:allergy|intolerance|sensitive skin|small feet|wide feet|big feet|dog|cat|two kids|\w+ kids|a baby)\b.*",
        r"i (?:live|work) (?:in|at|with|from)\b.*",
        r"ich (?:bin|esse|trage|hasse|liebe|mag|trinke|lese|habe eine)\b .*(?:vegetarier|veganer|allerg|vegan|kein|nie|nur|nicht|unverträg|wolle|leder|fleisch).*",
        r"ich (?:hasse|liebe)\b.*",
        r"(?:je suis (?:végétari|végan|allergi|intoléran|diabéti)\w*|je (?:déteste|n'aime pas|ne mange pas|ne porte|ne bois)|ma (?:taille|pointure) est|je fais du)\b.*",
        r"(?:soy (?:vegetarian|vegan|alérgic|celíac|intolerant|diabétic)\w*|odio|no me gustan?|no como|nunca uso|nunca como|mi talla es|calzo un)\b.*",
    ),
    (
        r"我(?:是|吃)(?:素食|素|纯素|左撇子|过敏|孕妇|糖尿)\S*",
        r"我[对]\S{1,8}过敏\S*",
        r"我(?:从来?不|从不|不吃|不喝|不穿|只穿|只吃|只用|一向|很讨厌|讨厌|不喜欢|最喜欢|特别喜欢)\S*",
        r"我的(?:鞋码|尺码|身高|生日|预算|名字)是?\S*",
        r"मैं (?:शाकाहारी|वीगन)\s?.*",
        r"मुझे .{1,25}(?:से एलर्जी|पसंद नहीं|पसंद नही|अच्छा नहीं लग).*",
    ),
)
HISTORY = _any(
    (
        r"(?:what|which|when)(?:\W\w+){0,3}? (?:have|did|had|has) (?:i|we)(?: \w+){0,3}? (?:bought|buy|ordered|order|purchased?|get from you|got)",
        r"(?:what|which)(?: \w+){0,3} (?:i|i've|i have|we)(?: \w+){0,2} (?:bought|ordered|purchased)",
        r"(?:did|have|had) (?:i|we)(?: \w+){0,3} (?:buy|bought|order|ordered|purchase|purchased|shopped)\b",
        r"(?:things?|items?|stuff|products?|orders?|everything|books?|courses?) (?:that )?(?:i|i've|i have|we)(?: \w+){0,2} (?:bought|ordered|purchased|got)",
        r"(?:my|the) (?:(?:past|previous|last|recent|old|earlier|latest|most recent|prior|purchase|order|shopping|buying|full|whole) )*(?:orders?|purchases?|order history|purchase history|history|shopping history|receipts?)",
        r"(?:order|purchase|shopping|buying) history",
        r"was hab'?e? ich .*?(?:gekauft|bestellt|geholt)",
        r"hab'?e? ich .*?(?:schon|bereits|mal|jemals|je|früher|bei euch).*?(?:gekauft|bestellt)",
        r"meine (?:letzten |bisherigen |früheren |alten |vergangenen )?(?:bestellung(?:en)?|einkäufe|käufe)",
        r"(?:kaufhistorie|bestellverlauf|kaufverlauf|bestellhistorie)",
        r"(?:qu'est-ce que|qu'ai-je|que)(?: j'ai)?(?: déjà)?(?: \w+){0,2} ?(?:acheté|commandé|pris)\w*",
        r"(?:ce que )?j'ai (?:déjà |récemment )?(?:acheté|commandé)e?s? (?:avant|récemment|chez vous|ici|le mois|la semaine|l'an|l'année|dernièrement)",
        r"ai-je (?:déjà )?(?:acheté|commandé)",
        r"mes (?:derniers |dernières |anciens |anciennes |précédents |précédentes )?(?:achats|commandes)",
        r"historique(?: d'achats?| de commandes?)?",
        r"qué (?:cosas |libros |productos )?(?:he |había |hemos )?(?:comprad\w|compré|pedí|pedid\w|compramos)(?: \w+)*",
        r"(?:he|había) (?:comprado|pedido) .*(?:antes|alguna vez|ya)",
        r"mis (?:últim[ao]s |anteriores )?(?:compras|pedidos)(?: anteriores| pasad[ao]s)?",
        r"historial",
        r"maine .*(?:kharida|khareeda|liya|order)",
    ),
    (
        r"我?(?:之前|以前|上次|过去|曾经|最近|上个月|去年|今年|都|在这|在你们|在你这)[^,，。]{0,8}(?:买过|买了|下单|订过|买的)(?:什么|哪些|啥|些什么|的|东西|吗|过)?",
        r"我(?:都)?(?:买过|买了|订过)(?:什么|哪些|啥|些什么|几)",
        r"(?:我有没有|有没有|我是不是|是否)[^,，。]{0,6}买过",
        r"(?:购买|购物|订单|下单|消费|历史)(?:记录|历史|订单)", r"(?:查|看|翻|列)(?:一下|一查|看|下|出)?我?\S{0,6}(?:订单|买过|买的)", r"(?:之前|以前|过去|最近)的(?:订单|购买)",
        r"我的(?:历史)?订单",
        r"मैंने .*(?:खरीद[ाीे]|ऑर्डर|लिया|मंगवाया|मंगाया)\S*",
        r"मेर[ेाी] (?:पिछल[ेी] |पुरान[ेी] )?(?:ऑर्डर|खरीद\S*)",
        r"खरीदारी का (?:इतिहास|रिकॉर्ड)",
    ),
)
FOR_ME = _any(
    (
        r"(?:what|which|anything|something|things?)(?: \w+){0,3}? (?:would|might|could|do you think|may|will|should|else would|else might) (?:i|we|i'd|suit me)(?: \w+)? ?(?:like|enjoy|love|want|buy|get|read|watch|listen to|try|appreciate|be into|me)(?! (?:him|her|them|my|for (?:my|him|her|them)))",
        r"(?:what|which) do you think (?:i|i'd|i would|i might|would suit me|suits me)\b.*",
        r"(?:anything|something|stuff|things|items?|picks|ones?|products?) (?:that |which )?(?:you |u )?(?:think |believe |reckon |guess |bet )?(?:that )?(?:i|i'd|i would|i might|i may|i'll|i will|i could)(?: would| might| probably| really)* (?:like|enjoy|love|be into|want|appreciate)",
        r"(?:your |the )?(?:top |best |personal )?(?:picks|suggestions|recommendations) for me",
        r"(?:what|which)(?: \w+)? (?:should|shall|could|can|do) i (?:buy|get|read|watch|listen to|try|learn|take|order|do)(?: \w+){0,2}",
        r"(?:based on|given|judging by|considering|from|according to|in line with|going by|matching|using) (?:my|what i|the things i|all (?:that )?i|everything i)(?: \w+){0,3}",
        r"surprise me", r"inspire me", r"(?:just )?pick (?:something|anything|one)(?: out)? for me", r"treat me", r"i'm feeling lucky", r"dealer's choice", r"you (?:choose|decide|pick)",
        r"(?:got |have |any |some |give me |need )*(?:ideas?|suggestions?|recommendations?|recs?|tips?)(?: just)? for me",
        r"(?:something|anything|stuff|picks?|recommendations?|suggestions?)(?: \w+)? (?:just |only |specially |especially )?for (?:me|somebody like me|someone like me|people like me)",
        r"what(?:'s| is)(?: \w+)? (?:new |good |hot |nice )*for me",
        r"(?:what|which)(?: \w+){0,2} (?:would|do|can|could|should) you (?:recommend|suggest|advise|propose|pick)(?: to| for)?(?: me)?(?: today| tonight| then| next| here)?",
        r"(?:recommend|suggest|show|give|find|offer)(?: me| us)? (?:something|anything|stuff|things|some things|a few things|some stuff|something new|something nice|something good|something cool|something interesting|something fun|something else)(?: new| nice| good| cool| interesting| fun| great| please| today| tonight)*",
        r"(?:you )?(?:think )?(?:would|might|could) suit me", r"(?:recommend|suggest) (?:me|us)?(?: please)?", r"my (?:taste|tastes|style|interests)", r"i'm bored", r"(?:fits?|suits?|matches|match) (?:my taste|me best|my style|my interests)", r"personali[sz]ed (?:picks|recommendations|suggestions)",
        r"was (?:würde|könnte|dürfte|wird) (?:mir|ich|uns)\b.*", r"was (?:gefällt|passt zu|ist was für|wäre was für) mi[rc]h?\b.*", r"(?:empfiehl|empfehlen sie|empfehlt|schlag|zeig)(?: mir| uns)?(?: (?:mal|doch|bitte|einfach))* (?:etwas|was|irgendwas|irgendetwas)(?: schönes| neues| gutes| passendes| vor)*",
        r"überrasche? mich", r"(?:et)?was für mich", r"was (?:empfiehlst|empfehlen|schlägst)(?: du| sie)?(?: mir)?(?: denn| so| heute| vor)*", r"(?:hast du|habt ihr|haben sie) (?:ideen|tipps|empfehlungen|eine idee|einen tipp)(?: für mich)?", r"(?:mein|nach meinem) geschmack",
        r"(?:qu'est-ce (?:qui|que|qu')|que|quoi|qu').{0,25}(?:me plai\w+|plaire|j'aimerais|me conseill\w+|me recommand\w+|me propos\w+|me suggér\w+|conseilles-tu|recommandes-tu|m'irait)", r"surprends?-?(?: ?moi)?|surprenez-moi", r"(?:recommande|propose|conseille|suggère|trouve)[zr]?[- ]?moi (?:quelque chose|un truc|n'importe quoi)",
        r"(?:une idée|des idées|quelque chose|un truc|des recommandations|des suggestions) pour moi", r"selon mes (?:goûts|achats)", r"à mon goût", r"tu (?:me )?(?:conseilles|recommandes|proposes) quoi",
        r"qué (?:me |cosas me )?(?:gustar[íi]a\w*|recomi\w+|suger\w+|sugier\w+|aconsej\w+|podría gustar\w*|puede gustar\w*|crees que me)\b.*", r"sorpréndeme", r"(?:recomiéndame|recomienda|sugiéreme|muéstrame|dame) (?:algo|alguna cosa|lo que quieras)(?: nuevo| bueno| interesante| bonito)?", r"algo para mí", r"(?:según|por) mis (?:gustos|compras)", r"(?:alguna|una) (?:idea|sugerencia|recomendación) para mí",
        r"mujhe kya (?:pasand|accha)\w*", r"mere liye kuch",
    ),
    (
        r"我(?:会|可能会?|应该会?|大概会?|估计会?|也许会?)?喜欢(?:什么|啥|哪|的(?!不)|看什么)?(?=$|[吗呢吧?？的东])",
        r"推荐(?:给我)?(?:点|些|一些|一下|几[样个款件本部]|一[样个款件])?(?:什么|啥|东西|好东西|商品|产品|好物|有意思的|好玩的)?(?:给我|看看)?(?:吧|呗|呀|啊|吗|呢|一下)?(?=$|[,，。!！?？])",
        r"(?:随便|随意)(?:给我)?(?:推荐|看看|来|选|挑)\S*",
        r"猜(?:猜)?我(?:会)?喜欢", r"给我(?:点|来点|一点|个)?(?:惊喜|推荐|灵感|建议)", r"(?:适合|符合)我的?(?:口味|喜好|兴趣|风格)?(?=$|[,，。!！?？吗的])",
        r"有(?:什么|啥|没有什么)?(?:好的?|可以)?推荐(?:的|给我的?)?(?:吗|么|呢)?(?=$|[,，。!！?？])", r"(?:根据|按照?|依据|结合|基于)我的?\S{0,6}(?:推荐|买|口味|喜好|记录|历史|订单|兴趣)", r"你(?:觉得|看|认为)我(?:会|该|适合|应该)\S*", r"我(?:该|应该)(?:买|看|读|听|学)(?:点)?(?:什么|啥)\S*",
        r"(?:想|要)买(?:点)?(?:东西|什么)(?:但|可是|不过)\S*", r"好无聊|无聊",
        r"मुझे क्या (?:पसंद|अच्छा|लेना|खरीदना|पढना|देखना)\S*.*", r"मेरे लिए (?:कुछ|क्या)\S*(?: अच्छा| नया| खास)?(?: है| हैं| सुझा\S*| बता\S*| दिखा\S*)?(?=$|[?।!.])", r"(?:कुछ|कुछ अच्छा|कुछ नया) (?:सुझा|बता|दिखा|सुझाव)\S*", r"सरप्राइज", r"(?:आप|तुम) क्या (?:सुझा|सलाह)\S*", r"मेरी (?:पसंद|खरीदारी|रुचि) के (?:हिसाब|अनुसार|आधार)\S*",
    ),
)
COMPARE = _any(
    (
        r"compar\w+", r"differ(?:s|ence|ences|ent from)?(?: between)?", r"versus", r"vs\.?", r"side by side", r"stack up", r"pros and cons",
        r"which (?:one |of (?:them|these|those|the two|the three) )?(?:is|are|has|would|do|should|'s|offers|lasts|weighs|sounds|looks|wins)(?: be| you| i)? ?(?:the )?(?:better|best|cheaper|nicer|lighter|stronger|warmer|bigger|smaller|more|longer|recommend|choose|pick|take|buy|get|suggest|prefer|worth\w*|good value|go for)\b.*",
        r"which (?:one|of (?:them|these|those|the two))\b.*", r"(?:is|are) .{1,40} (?:better|worse|nicer|lighter|bigger|smaller|warmer|louder) than .*",
        r"vergleich\w*", r"unterschied\w*", r"unterscheide\w*", r"(?:welche[rsn]?|was)(?: davon| von beiden| der beiden)? (?:ist|wäre|findest du|würdest du|taugt|nehmen|lohnt)(?: denn)?(?: (?:der|die|das))? ?(?:besser|beste|mehr|nehmen|empfehlen|sich)?\S*",
        r"différence\w*", r"diffèren?t?", r"(?:laquelle|lequel|lesquels|lesquelles)\b.*", r"diferenci\w+", r"(?:cuál|cual)(?: de (?:los|las) \w+)? (?:es|sería|me|tiene|recomiendas|vale)\b.*",
        r"difference", r"kaunsa", r"better",
    ),
    (
        r"(?:比较|对比|比对)(?:一下|下|第|这|那|两|\d|它们|哪|$)", r"(?:比一比|比比|pk)", r"区别|差别|差异|不同(?=$|[?？吗呢在])", r"哪(?:个|款|一个|一款|种|本|件|双)(?:更|比较|最|好|值|划算|适合|便宜|贵|轻|重|耐用|性价比)", r"还是第", r"选哪[个款本件]|哪[个款]好|买哪[个款本]|怎么选", r"तुलना", r"(?:अंतर|फर्क)", r"कौन ?सा (?:बेहतर|अच्छा|ज्यादा|सबसे|वाला)|कौनसा",
    ),
)
GOES_WITH = _any(
    (
        r"go(?:es|ing)? (?:well |nicely |best |good |great )?(?:together )?with", r"pair(?:s|ed|ing)?(?: \w+)? with", r"(?:look|looks|work|works|wear|worn|wearing|fit|fits|combine|combines|use|style)(?: \w+)?(?: good| well| nice| best| great| nicely)? (?:together )?with", r"(?:match|matches|matching|suit|suits|complement|complements)(?= (?:it|that|this|these|them|the|my(?! taste| style| interests| mood| needs)|number|#|with))",
        r"accessor(?:y|ies)", r"add-?ons?", r"(?:what|anything)(?: else)?(?: \w+)?(?: (?:do|should|would|could|might|can) (?:i|we))? ?(?:need|get|buy|want|order|add)? (?:to go |to use )?(?:along |together )?(?:with|for) (?:it|that|this|them|these|number|the \w+ one)\b", r"bought (?:together|with)", r"frequently bought", r"(?:others|people|customers|other people)(?: \w+)? (?:buy|bought|take|get|order)\w*(?: \w+)? (?:with|together)", r"to go with",
        r"what else (?:do|should|would|could|might|will|can) (?:i|we) (?:need|get|buy|want|order)", r"(?:completes?|complete|round(?:s)? off) (?:it|the (?:look|outfit|set|set-?up))",
        r"pass(?:t|en|end\w*|te|ten)(?: (?:gut|am besten|noch))* (?:zu|dazu|zum|zur)", r"(?:dazu|zu (?:dem|der|den)) (?:\w+ )?pass\w+", r"zubehör\w*", r"was (?:brauche?|kaufe?|nehme?|sollte?|benötige?) ich (?:noch |sonst |alles )?(?:dazu|zu|für)\b", r"was (?:gehört|passt) (?:noch )?(?:dazu|zu)", r"(?:kombinier\w+|ergänz\w+)", r"passend (?:zu|dazu)",
        r"(?:va|vont|irai(?:en)?t|aller|iraient)(?: \w+)? (?:bien |mieux )?avec", r"accessoires?", r"(?:assorti\w*|accompagner?|compléter|associer)(?= (?:à|avec|le|la|les|ce|mon|ma|cette))", r"(?:qu'est-ce qu'il|de quoi|que) (?:me faut|ai-je besoin|faut-il)(?: d'autre)?(?: avec| pour)",
        r"(?:va|van|iría|irían|combina|combinan|combinaría|pega|pegan|queda|quedan)(?: (?:bien|mejor|genial))* con", r"(?:le|les) (?:va|van|iría|irían|queda|quedan) (?:bien|mejor)", r"accesorios?", r"qué (?:más )?(?:necesito|me hace falta|debería comprar|puedo comprar)(?: más)?(?: para| con)?", r"complement\w+",
        r"ke saath kya",
    ),
    (
        r"配(?:什么|啥|点|件|个|套|哪|上)", r"(?:怎么|如何|可以|能|要|该|好)(?:搭|配)(?!送|置|备|音|色)", r"搭配(?!$)|搭什么|搭啥", r"(?:相关|哪些|什么)?(?:配件|周边|附件)", r"(?:还|另外)(?:需要|要|得|该|应该|缺|差|可以|能|用)(?:买|配|加|准备)?(?:些|点)?(?:什么|啥|哪些)", r"一起(?:买|用|搭)", r"(?:和|跟|与)\S{1,20}(?:一起|配套|成套)(?:买|用|的)?",
        r"के साथ (?:क्या|कौन|और क्या|कुछ|में)", r"(?:एक्सेसरी|एक्सेसरीज|सहायक)\S*", r"साथ में (?:क्या|और)", r"के साथ .{0,15}(?:जंच|मैच|अच्छ[ाेी] लग|सही रह|ले)\S*", r"(?:इसके|उसके) साथ",
    ),
)
BOUGHT = re.compile(
    r"(?:\b(?:i|we)(?:'ve| have| just|'m)*(?: just| recently| already| also| now)* (?:bought|got|have|own|purchased|ordered|picked up|received)(?: (?:a|an|the|my|some|this|these|new|pair of))*"
    r"|\bich (?:habe?|besitze)(?: (?:mir|gerade|schon|jetzt|neulich))*(?: (?:einen?|die|das|den|ein paar|neue[ns]?))*|\bj'ai(?: (?:déjà|acheté|pris|reçu|commandé|un|une|le|la|les|des))*"
    r"|\b(?:compré|he comprado|tengo|acabo de comprar|ya tengo)(?: (?:un|una|el|la|los|las|unos|unas))*|我?(?:刚|已经|才|刚刚|最近)?(?:买了|入手了?|有了?|刚买|买的是|新买了|新买的)(?:一?[个款本件双条张部台把支])?|मैंने|मैने)\s*",
    re.I,
)
LIKE = _any(
    (
        r"(?:something|anything|one|ones|more|stuff|things|others?|another(?: one)?|exactly|just|items?|products?|a bit|much)(?: \w+){0,2}? (?:like|similar to|along the lines of|in the style of|of the kind of)", r"more (?:like|of)(?= )", r"similar(?:ly)?(?: to| ones?| items?| products?| things?| stuff)?", r"alternatives? (?:to|for)", r"(?:the )?same (?:as|but|thing|one|kind|style|model|in|with|only)", r"resembl\w+", r"comparable(?: to)?", r"(?:looks?|look) like", r"like (?:the|number|no\.?|nr\.?|#|that|this|it|\d|these|those)",
        r"(?:so |et)?was wie", r"(?:so|genau|genauso|ähnlich\w*)(?: \w+)? wie", r"wie (?:die|der|das|den|nummer|nr\.?|dem|\d)", r"ähnlich\w*", r"alternative[n]? (?:zu|für)", r"(?:der|die|das)selbe?n?", r"(?:das|der|die) gleiche",
        r"comme (?:le|la|les|celui|celle|ça|l'|numéro)", r"similaire\w*", r"semblable\w*", r"pareil\w*", r"(?:le|la|les) mêmes?(?: que| mais| en)?", r"du même (?:genre|style|type)", r"dans le (?:même )?(?:genre|style)", r"ressembl\w+", r"équivalent\w*",
        r"como (?:el|la|los|las|ese|esa|este|esta|lo)", r"parecid[oa]s?", r"similar(?:es)?", r"igual(?:es)?(?: que| a| pero)?", r"(?:el|la|lo) mism[oa](?: pero| que| en)?", r"del mismo (?:estilo|tipo)", r"por el estilo",
        r"jaisa|jaisi|jaise|ki tarah",
    ),
    (r"(?:像|跟|和|与|同)\S{1,20}?(?:一样|差不多|相似|类似|似的|相近|同款|那样|这样|相同)", r"类似|相似|同款|差不多(?:的|$)|同类|像(?:第|这|那|它)\S*", r"替代品?|平替", r"(?:जैस[ाीे]|की तरह|मिलत[ाीे]|के समान)\S*"),
)
CHANGE = _any(
    (
        r"(?:a bit |slightly |much |somewhat |way |far |even |little )?(?:cheaper|dearer|pricier|less expensive|more expensive|costlier|less pricey|more affordable|smaller|bigger|larger|lighter|heavier|newer|older|shorter|longer|warmer|cooler|darker|brighter|thinner|thicker|softer|quieter|louder|stronger|simpler|fancier|nicer|better|sturdier|slimmer|wider|tighter|looser|easier|harder|funnier|higher quality|better quality|more modern|more colou?rful|more compact|more powerful|more advanced|less fancy|less formal)",
        r"(?:etwas |ein bisschen |viel |noch )?(?:günstiger\w*|billiger\w*|teurer\w*|kleiner\w*|größer\w*|leichter\w*|neuer\w*|wärmer\w*|dunkler\w*|heller\w*|leiser\w*|kürzer\w*|länger\w*|preiswerter\w*)",
        r"(?:un peu |beaucoup )?(?:moins ch(?:er|ère)s?|plus (?:chère?s?|petite?s?|grande?s?|légère?s?|léger|récente?s?|chaude?s?|claire?s?|foncée?s?|abordable|courte?s?|longue?s?))",
        r"(?:un poco |mucho )?(?:más (?:barat[oa]s?|car[oa]s?|pequeñ[oa]s?|grandes?|liger[oa]s?|nuev[oa]s?|económic[oa]s?|cort[oa]s?|larg[oa]s?|oscur[oa]s?|clar[oa]s?|abrigad[oa]s?)|menos car[oa]s?)",
        r"sasta|sasti|saste",
        r"(?:too|so|zu|trop|demasiado|muy) (?:expensive|pricey|dear|costly|big|small|heavy|large|teuer|groß|klein|schwer|chers?|chère|grande?|petite?|caro|cara|grande|pequeñ[oa])",
    ),
    (r"(?:再|更|稍微?|稍)?(?:便宜|贵|小|大|轻|新|长|短|厚|薄|高级|实惠|划算|高端|深|浅)(?:一点|一些|点|些|一?点儿)(?:的)?", r"(?:更|再)(?:便宜|贵|小|大|轻|新|好|高级|实惠)(?:的)?", r"太(?:贵|大|小|重|长|短|丑)", r"比\S{1,12}?(?:便宜|贵|小|大|轻|好|新)\S*", r"(?:सस्त[ाीे]|महंग[ाीे]|छोट[ाीे]|बड[ाीे]|हल्क[ाीे]|नय[ाीे])(?!\S)"),
)
TELL = _any(
    (
        r"(?:tell|give|show)(?: me| us)?(?: some| a bit| a little)? more(?: details?| info(?:rmation)?)?(?: (?:about|on|of|regarding))?", r"(?:tell|talk to) (?:me|us) (?:\w+ )?about", r"(?:more|further|full|additional|any|some|the|all) (?:details?|info|information|specs?|specifications)(?: (?:about|on|of|for|regarding|please))?", r"details? (?:about|on|of|for|please)", r"describe", r"(?:specs?|specifications|description|info|information)(?: (?:of|for|on|about))?", r"what do you know about", r"(?:look at|open|expand|see|zoom in(?:to| on)?) (?:the )?(?:details|number|no\.?|#|\d|first|second|third|fourth|last)", r"what (?:exactly )?(?:is|are)(?= (?:number|no\.?|#|\d))", r"elaborate(?: on)?", r"more on (?:the|number|#|\d|that|it)", r"what about (?:the )?(?:first|second|third|fourth|fifth|last|number|#|\d)(?: one)?",
        r"(?:erzähl\w*|sag\w*|berichte)(?: mir)?(?: bitte)?(?: (?:etwas|was))? ?(?:mehr|genaueres|näheres)?(?: (?:über|zu|von|zum|zur))?", r"(?:mehr|weitere|nähere|genauere) (?:infos?|informationen|details|angaben)?(?: (?:über|zu|zum|zur))?", r"(?:details|infos?|einzelheiten)(?: (?:zu|zum|zur|über))", r"beschreib\w*", r"was (?:kannst du|weißt du)(?: mir)? (?:über|zu)",
        r"(?:dis|parle|raconte|décris)[- ]?m?(?:'|oi|en)?(?: (?:plus|en plus|davantage))?(?: (?:sur|de|à propos de))?", r"(?:plus|davantage) (?:d'infos?|d'informations?|de détails?|de précisions?)(?: sur)?", r"en savoir plus(?: sur)?", r"(?:détails|infos|caractéristiques)(?: (?:sur|de|du))",
        r"(?:dime|cuéntame|háblame|descr[ií]beme)(?: (?:más|algo más))?(?: (?:sobre|de|acerca de))?", r"más (?:información|detalles|datos|info)(?: (?:sobre|de|del))?", r"(?:detalles|información|características)(?: (?:de|del|sobre))", r"aur batao|details batao",
    ),
    (r"(?:详细|具体|仔细)(?:说|介绍|讲|信息|情况|参数)?\S*", r"介绍(?:一下|下)?", r"(?:说说|讲讲|聊聊|展开)\S*", r"(?:更多|多一点|多点)(?:信息|细节|资料)?", r"了解(?:一下|下|更多)?", r"(?:怎么样|咋样|如何)(?=$|[,，。!！?？])", r"(?:के बारे में|के बारे मे)(?: और| ज्यादा| कुछ)?(?: बता\S*| जानकारी)?", r"और (?:बता|जानकारी)\S*", r"(?:विवरण|जानकारी|डिटेल)\S*"),
)
QUESTION = re.compile(
    r"\?|？|^(?:is|are|does|do|can|has|have|will|would|what|what's|whats|how|when|where|which|who|ist|sind|hat|kann|wie|was|woraus|aus was|est-ce|combien|quelle?|a-t-|es|son|tiene|cuánto|cuanto|de qué|cuál)\b"
    r"|\b(?:how (?:much|many|big|long|heavy|old|loud|tall|wide|does)|what (?:colou?r|size|material|brand|kind)|battery life|price of|wie (?:viel|teuer|groß|schwer|lange)|combien|cuánto|de qué (?:color|material|tamaño)|made of|come in)\b"
    r"|多少|什么|哪|几[个块元小年天页]|吗|呢$|哪[里家]|多[大重长高久]|有没有|是不是|能不能|可不可以|防水性|कितन[ाेी]|क्या|कैसा|कौन",
    re.I,
)
NARROW = re.compile(
    r"^(?:ok(?:ay)?[,.]? |yes[,.]? |no[,.]? |hmm+[,.]? |well[,.]? |nice[,.]? |great[,.]? |cool[,.]? |good[,.]? |thanks[,.]? |sure[,.]? |right[,.]? )*(?:but|and|only|just|in|with|without|not|no|under|below|over|up to|less|more|max|for|from|any(?:thing)? (?:in|for|from|under|below|with|without|that|else|cheaper|smaller)|"
    r"what about|how about|make it|make them|now|or|maybe|do (?:you|they|any)(?: have| come)?|is there|are there|same|something|anything|show (?:me )?(?:only|just|the|more|others?|different)|other|another|different|else|instead|the ones|those|them|it should|they should|it must|must|should|preferably|also|"
    r"und|aber|nur|in|mit|ohne|unter|bis|lieber|noch|andere|etwas|gibt es|haben sie|hast du|auch|"
    r"et|mais|seulement|en|avec|sans|moins|plutôt|d'autres|autre chose|quelque chose|y a-t-il|vous avez|tu as|"
    r"y|pero|solo|sólo|con|sin|menos|mejor|otros|otras|otra cosa|algo|hay|tienes|alguno|alguna)\b"
    r"|\b(?:instead|please|ones?|rather|stattdessen|plutôt|en vez|mejor|lieber)\W*$|^(?:那|但|但是|不过|只要|要|有|换|再|还有|别的|其他|不要|太|能不能|可以|这些|最好|改|我要|想要|来|给|给我|更)|^(?:लेकिन|पर|और|सिर्फ|केवल|कोई|कुछ|इनमें|या|थोड)",
    re.I,
)
# Greetings, thanks, praise, farewells, agreement, insults: a whole clause of them needs no tool.
_SMALL_TALK = (
    r"(?:hi|hello|hey|hiya|yo|howdy|greetings|good (?:morning|afternoon|evening|day|night)|morning|evening|sup|what's up|whats up|wassup|how are you(?: doing)?(?: today)?|how's it going|how do you do|nice to meet you|welcome back|long time no see|hola|buen[oa]s(?: d[ií]as| tardes| noches)?|buenas|qué tal|cómo estás|encantad[oa]|"
    r"hallo|guten (?:tag|morgen|abend)|gute nacht|servus|moin|grüß (?:gott|dich)|na|wie geht(?:'s| es dir| es ihnen)?|bonjour|bonsoir|salut|coucou|ça va|comment (?:ça va|vas-tu|allez-vous)|bonne (?:journée|soirée|nuit)|namaste|namaskar|ciao|ola|olá|"
    r"thanks?|thank you|thx|ty|cheers|ta|much appreciated|many thanks|appreciate it|i appreciate (?:it|that|your help)|danke(?: schön| sehr| dir| ihnen)?|vielen dank|merci(?: beaucoup| bien)?|(?:muchas |mil )?gracias|dhanyavaad|shukriya|"
    r"bye|goodbye|bye bye|see you|see ya|later|take care|have a (?:nice|good|great) (?:day|one|evening|weekend)|tschüss|auf wiedersehen|bis (?:bald|später)|au revoir|à bientôt|adiós|adios|hasta (?:luego|pronto|mañana)|"
    r"ok(?:ay)?|k|yes|yeah|yep|yup|sure|no|nope|nah|fine|right|alright|got it|i see|understood|makes sense|cool|great|nice|awesome|perfect|excellent|wonderful|amazing|brilliant|lovely|good|wow|haha+|lol|lmao|hmm+|um+|oh|ah|ja|nein|super|toll|prima|alles klar|oui|non|d'accord|parfait|génial|sí|si|vale|perfecto|genial|claro|"
    r"(?:no|nein|non),? (?:thanks?|thank you|danke|merci|gracias)|never ?mind|forget it|that's (?:all|it|enough|everything)(?: for (?:now|today))?|nothing|nothing else|i'm (?:good|fine|ok|done)|all good|no problem|no worries|you're welcome|(?:just )?(?:testing|test)|"
    r"(?:that|this|it|you|they|these|which)(?:'s| was| is|'re| are| were|'ve been| have been)(?: all)?(?: really| very| so| super| exactly| just| quite| pretty| extremely)*(?: a)?(?: great| real)? ?(?:helpful|help|great|perfect|nice|good|kind|awesome|amazing|useful|lovely|what i (?:needed|wanted|was looking for|was after|had in mind|was hoping for|am looking for|meant)|brilliant|cool|fine|funny|the best|wonderful|welcome|smart|fantastic)(?: thanks?| thank you)?|well done|good (?:job|bot|work)|i (?:love|like) (?:it|you|this|that|them)|love (?:it|this|you)|sounds (?:good|great|perfect)|you rock|"
    r"das war (?:sehr |wirklich )?(?:hilfreich|nett|super)|sehr (?:gut|nett|hilfreich)|das ist (?:super|toll|nett|perfekt)|c'est (?:parfait|super|gentil|génial|très utile|bien)|très bien|muy (?:bien|amable|útil)|(?:está|es) (?:perfecto|genial|bien)|me (?:encanta|gusta)|"
    r"(?:you(?:'re| are)?|this is|that's|u r|ur|you people are|what an?|(?:this|the|that|your) (?:\w+ )?\w+ (?:is|are))(?: such| so| a| an| just| really| absolutely| totally| completely| fucking)* (?:useless|stupid|idiots?|dumb|terrible|awful|bad|worthless|crap|garbage|trash|rubbish|crappy|lame|boring|broken|nonsense|bullshit|bs|suck|sucks|annoying|pathetic|moron|joke|shit|horrible|the worst|waste of time)(?: bot| machine| robot| thing| assistant)?|(?:this|it|that) sucks|fuck(?: you| off| this)?|screw you|shut up|go away|get lost|go to hell|piss off|damn(?: it)?|shit|idiot|moron|stupid(?: bot| machine| robot)?|i hate (?:you|this)|you suck|"
    r"du bist (?:\w+ )?(?:dumm|blöd|doof|nutzlos|toll|nett|super)|halt(?:'s maul| den mund| die klappe)|verpiss dich|arschloch|tu es (?:\w+ )?(?:nul|bête|stupide|inutile|génial|gentil)|ta gueule|va te faire \w+|casse-toi|eres (?:\w+ )?(?:tonto|inútil|estúpido|idiota|genial)|cállate|vete a \w+)"
    r"(?: (?:there|partner|pal|folks|team|again|all|everyone|everybody|guys|mate|friend|buddy|bot|assistant|dear|so much|very much|a lot|a million|a bunch|then|now|today|for (?:your|the|all(?: your| the)?) (?:help|time|advice|tips?|information)|for (?:that|everything|helping)|bye|man|dude|sir|madam|to you|you too|you|zusammen|liebe[rs]?|mal|für (?:die|deine|ihre) hilfe|à tous|tout le monde|pour (?:ton|votre|l')\s?aide|beaucoup|a todos|amig[oa]|por (?:tu|su|la) ayuda|por todo|für alles|pour tout|for everything|please|indeed|already|ji))*"
    r"|(?:你好|您好|嗨|哈喽|哈啰|喂|早(?:上好|安)?|晚上好|下午好|中午好|晚安|大家好|在吗|在不在|有人吗|你好吗|最近好吗|吃了吗|谢谢|多谢|感谢|谢啦|谢了|辛苦了?|麻烦(?:你|您)了|再见|拜拜|回头见|回见|好的?|行|可以|嗯+|哦+|是的?|对|不用了?|不了|没事了?|算了|没关系|哈哈+|呵呵|知道了|明白了?|了解|懂了|太好了|太棒了|真棒|不错|很好|挺好的?|完美|厉害|牛|赞|就这样|没别的了?|帮大忙了|很有(?:帮助|用)|我(?:很|挺)?(?:满意|喜欢)|你真(?:好|棒|聪明|厉害|笨|蠢|没用)|你(?:\S{0,4}?)(?:笨蛋?|蠢货?|傻[逼子瓜]?|垃圾|废物|没用|白痴|智障|混蛋)|垃圾|滚(?:开|蛋)?|闭嘴|去死|他妈的|妈的|操|我?爱你|真烦|烦死了|什么破\S{1,4}|你是个?\S{0,3}(?:垃圾|废物|白痴|笨蛋))(?:你|您|啦|呀|啊|哦|了|的|吧|呢|嘛|大家|朋友|小助手|你们|您的?\S{0,4}|你的?\S{0,4}帮[助忙])*"
    r"|(?:नमस्ते|नमस्कार|हैलो|हेलो|हाय|प्रणाम|शुभ (?:प्रभात|रात्रि|संध्या)|सुप्रभात|(?:बहुत[- ]?(?:बहुत )?)?(?:धन्यवाद|शुक्रिया|आभार)|आप कैसे हैं|कैसे (?:हो|हैं)(?: आप)?|क्या हाल है|अलविदा|फिर मिलेंगे|ठीक है|अच्छा|हां|हाँ|जी(?: हां| हाँ| नहीं)?|नहीं|बढिया|बहुत (?:अच्छा|बढिया|खूब)|वाह|शाबाश|तुम (?:\S+ )?(?:बेवकूफ|बेकार|मूर्ख|गधे)(?: हो)?|चुप (?:रहो|करो)|बकवास|भाड में जाओ)(?: (?:जी|दोस्त|भाई|है|हैं|आपका|मदद के लिए|सबको|आप))*"
)
SMALL_TALK = re.compile(rf"(?:{_SMALL_TALK})(?:\s*(?:{_SMALL_TALK})){{0,3}}", re.I)
SATISFIED = re.compile(
    r"(?:(?:the |that |this )?(?:first|second|third|fourth|fifth|last|\w+)(?: one)?|number \d|#\d|it|that) (?:is|looks|sounds|seems|will be|would be) (?:really |very |just |so )?(?:perfect|great|good|nice|fine|lovely|ideal|wonderful|beautiful|what i (?:need|want|wanted|needed))|i(?:'ll| will) (?:take|buy|get|go (?:for|with)) .{1,40}|i(?:'ll| will) think about it|"
    r"第\S{1,3}(?:很|挺|真|最)?(?:好|不错|完美|可以|棒)|就(?:要|买|选|它|这个|那个|第)\S{0,5}|ich nehme .{1,30}|das (?:erste|zweite|dritte|letzte) ist (?:perfekt|super|gut|schön)|je prends .{1,30}|me quedo con .{1,30}|(?:el|la) (?:primer[oa]|segund[oa]|tercer[oa]) (?:es|está) (?:perfect[oa]|bien|genial)",
    re.I,
)
OFF_TOPIC = re.compile(
    r"(?:ignore|disregard|forget|override|bypass)(?: \w+){0,3}? (?:previous|prior|above|earlier|your|all|these|the|any)(?: \w+){0,2}? ?(?:instructions?|rules?|prompts?|guidelines|directives|restrictions|programming|training)|^system\s*:|repeat (?:everything|all|the (?:text|words|instructions)|what(?:ever)?)\b.*(?:above|before|system|verbatim|prompt)|admin(?:istrator)? (?:access|mode|rights|password)|(?:set|change|make) (?:all )?(?:the |your )?prices?\b|(?:print|reveal|output|leak|dump) (?:your|the|all|me your) |(?:discount|coupon|promo) codes?|give me (?:it |everything |something )?(?:for )?free\b|(?:system|hidden|initial|original|secret) ?(?:prompt|instructions?|message)|your (?:instructions|prompt|source code|configuration|rules|guidelines|api key|password|tools)|you are now|pretend (?:to be|you|that)|act as (?:a|an|if)|jailbreak|\bdan mode|developer mode|roleplay|"
    r"\bsudo\b|rm -rf|drop table|select \* from|<script|os\.system|api[_ ]key|(?:hack|crack|ddos)\b|"
    r"\bweather\b(?!(?:-| )?(?:proof|proofed|resistant|station))|\bjokes?\b|make me laugh|\briddles?\b|\bpoems?\b(?! (?:book|collection))|\bsing (?:me |a )|(?:write|compose|draft|generate)(?: me| us)? (?:a |an |some |my )?(?:\w+ )?(?:poem|essay|story|song|script|code|python|program|function|email|letter|haiku|rap|homework|cv|resume|tweet)|"
    r"(?:python|java|javascript|sql|c\+\+) (?:code|function|script|program)|\b(?:capital|population|president|prime minister|king|queen|currency) of\b|who (?:is|was|won|are|were|invented|wrote|discovered|made|created|built|painted|killed|founded|sang|directed|owns|runs) (?!this one|it for)|world cup|(?:football|soccer|match|game|election) (?:score|result)s?|(?:what|which) (?:time|day|date|year) is it|what(?:'s| is) (?:the )?(?:time|date|day|meaning of life|square root|news|news today|(?:your|ur) (?:name|age|job|purpose|favou?rite \w+|opinion))\b|how old (?:are you|is the)|where (?:are you|do you live|were you)|"
    r"are you (?:a |an |really |actually |the |still )*(?:human|real|robot|bot|ai|machine|person|chatgpt|gpt|alive|conscious|there|ok|okay|single|married|happy|sad|sentient|listening|stupid|dumb|kidding|serious|sure|drunk|crazy|friendly|busy)|do you (?:love|like|dream|sleep|eat|think|feel|have (?:feelings|a (?:name|soul|family|girlfriend|boyfriend)|emotions|friends)|speak|know (?:who|me|everything|how|what|why|when)|believe|remember me|understand (?:me|\w+ )|get tired|work here|play)|(?:who|what) (?:the hell |exactly )?are you\b(?! (?:recommend|suggest|showing|offering|selling))|what can you (?:do|help)|what do you do\b|how (?:can you help|do you work|does this work|does it work|do you know)|can you (?:talk|speak|understand|help me with my|do my|sing|dance|drive|think|feel|hear|swim|code|cook|translate|solve|calculate|call|book a (?:flight|table|taxi))|help me with my homework|translate\b|^help\W*$|"
    r"(?:what(?:'s| is)|calculate|solve|compute) [\d(]+\s?(?:[-+*/x×÷^]|plus|minus|times|divided)|^\W*\d+\s?[-+*/x×÷]\s?\d+\W*$|bitcoin|stock (?:market|price)|\belections?\b|trump|biden|putin|\breligion\b|is there a god|(?:will you )?marry me|kiss me|i'm (?:so |really |feeling |very )?(?:sad|lonely|depressed|tired|happy|bored of you|angry|hungry|sick|upset)|my (?:day|life|boss|girlfriend|boyfriend) (?:was|is|sucks)|i love you|kill (?:yourself|you|all|them)|how do (?:i|you) (?:make a bomb|hack|steal)|where(?:'s| is) my (?:order|package|parcel|delivery|refund|money)|(?:cancel|track|return|refund) (?:my|the|an?) (?:order|package|parcel|delivery|purchase|item)|speak to (?:a |an )?(?:human|manager|agent|person)|customer (?:service|support)|opening hours|"
    r"\bwetter\b|\bwitz\b|erzähl\w* (?:mir )?(?:\w+ )?(?:witz|geschichte)|wer (?:ist|bist|hat|war|sind|gewann)\b|wie (?:heißt|alt bist|spät|viel uhr)|bist du (?:ein|eine|echt|dumm|verheiratet)|was kannst du|hauptstadt|gedicht|hausaufgaben|ignorier\w*|liebst du|"
    r"quel temps|météo|blague|qui (?:es-tu|êtes-vous|est|a gagné|était|a)\b|(?:comment )?t'appelles|quel âge|quelle heure|capitale d|poème|es-tu (?:un|une|humain|réel|là)|que (?:sais|peux)-tu faire|m'aimes|ignore[rz]? (?:toutes|les|tes)|"
    r"qué tiempo (?:hace|hará)|el tiempo (?:hoy|mañana)|chiste|quién (?:eres|es|ganó|fue|te)|cómo te llamas|cuántos años tienes|qué hora|capital de|poema|eres (?:un|una|humano|real|robot)|qué (?:puedes|sabes) hacer|me quieres|ignora\w* (?:todas|las|tus)|"
    r"天气(?!预报器)|(?:今天|明天|后天|周末|外面|现在)\S{0,6}(?:下雨|下雪|晴天|冷不冷|热不热|几度|气温)|讲个?(?:笑话|故事)|笑话|写(?:一)?[首篇封段个]\S{0,10}?(?:诗|作文|文章|代码|信|故事|论文|程序)|写诗|写代码|写作文|你是(?:谁|人|机器人|真人|男|女|什么|哪|ai|chatgpt)|你叫什么|你几岁|你多大|你会(?:什么|干什么|做什么|说)|你能(?:做|干|帮我做)(?:什么|啥|些什么)?|几点了?|今天(?:星期|礼拜|几号|周)|首都|总统|世界杯|谁(?:是|赢|发明|写|当)|忽略(?:之前|以上|所有|前面)|系统提示|提示词|你爱我|结婚|唱(?:首|个)?歌|翻译|等于(?:几|多少)|\d+\s?[加减乘除+*/×÷-]\s?\d+|股票|彩票|人生的意义|我(?:好|很)(?:难过|伤心|累|烦|饿|孤独|无聊死了)|(?:快递|订单|包裹)(?:到哪|在哪|什么时候|怎么还)|退货|退款|人工客服|客服|"
    r"मौसम|चुटकुला|कविता|(?:आप|तुम) (?:कौन|इंसान|रोबोट|असली)\S*|(?:आपका|तुम्हारा) नाम|कितने बजे|राजधानी|प्रधानमंत्री|किसने|(?:आप|तुम) क्या कर सकते|गाना गाओ|निर्देश\S* (?:भूल|अनदेखा)|प्यार करते",
    re.I,
)
# Words by which somebody asks for goods: they outweigh a word that sounds off the subject ("a book of jokes").
WANTING = re.compile(
    r"\b(?:looking|lookin|searching|need|want|wanna|buy|find me|show me|recommend|suggest|get me|gift|present|in search of|books?|novels?|podcasts?|courses?|documentar\w+|films?|movies?|audiobooks?|articles?|videos?|t-?shirts?|mugs?|posters?|clock|watch|suche|brauche|möchte|kaufen|geschenk|buch|bücher|kurs|film|cherche|voudrais|acheter|cadeau|livre|cours|busco|quiero|necesito|comprar|regalo|libro|curso|película)\b"
    r"|想买|我要|我想|需要|推荐|有没有|礼物|书|课程|播客|电影|视频|文章|चाहिए|खरीद|किताब|दिखा|सुझा",
    re.I,
)
