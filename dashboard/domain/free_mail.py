"""Providers that give an address to anybody: a mailbox there proves nothing about an institution."""

LISTED = """
10minutemail.com 126.com 163.com 1und1.de abv.bg addy.io alice.it aliceadsl.fr aol.com aol.fr arcor.de att.net bbox.fr
bellsouth.net bk.ru bluewin.ch btinternet.com caramail.com cegetel.net centrum.cz charter.net club-internet.fr comcast.net
cox.net dartybox.com daum.net disroot.org duck.com email.com fastmail.com fastmail.fm free.fr freenet.de freesbee.fr gmail.com
gmx.at gmx.ch gmx.com gmx.de gmx.fr gmx.net googlemail.com guerrillamail.com hanmail.net hetnet.nl hey.com hispeed.ch hotmail.be
hotmail.ch hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it hushmail.com icloud.com inbox.com inbox.ru
infonie.fr interia.pl jetable.org keemail.me kpnmail.nl laposte.net libero.it libertysurf.fr list.ru live.be live.co.uk live.com
live.fr live.nl mac.com mail.com mail.fr mail.ru mailbox.org mailinator.com mailo.com mailo.fr me.com mozmail.com msn.com
naver.com net-c.com net-c.fr netcourrier.com neuf.fr noos.fr ntlworld.com numericable.fr o2.pl onet.pl online.de orange.fr
outlook.be outlook.com outlook.de outlook.es outlook.fr outlook.it ouvaton.org passport.com planet.nl pm.me posteo.de posteo.net
proton.me protonmail.ch protonmail.com proximus.be pt.lu qq.com rambler.ru rediffmail.com riseup.net rocketmail.com rogers.com
sbcglobal.net scarlet.be seznam.cz sfr.fr shaw.ca simplelogin.com sina.com sky.com skynet.be sunrise.ch swissonline.ch
sympatico.ca t-online.de talktalk.net tele2.fr telefonica.net telenet.be temp-mail.org terra.es tin.it tiscali.fr tiscali.it
trashmail.com tuta.com tuta.io tutamail.com tutanota.com tutanota.de ukr.net verizon.net videotron.ca virgilio.it
virginmedia.com voila.fr voo.be wanadoo.fr web.de windowslive.com worldonline.fr wp.pl xs4all.nl ya.ru yahoo.be yahoo.ca
yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ymail.com yopmail.com
yopmail.fr yopmail.net zaclys.net ziggo.nl zoho.com zohomail.com zohomail.eu
"""

FREE_MAIL = frozenset(LISTED.split())
"""Free boxes, boxes that come with an internet access, relays and throw-away ones."""
