"""What the tests of simulation are made of."""

from datetime import date

from dashboard.domain.accounts import Origin
from dashboard.domain.departures import journey
from dashboard.domain.figures import DailyFigure, Snapshot
from dashboard.domain.simulation import SimulatedAccount, SimulatedOrganisation
from dashboard.domain.transfer import Curve

TODAY = date(2026, 3, 1)


DAYS = 540


SEEDS = (1, 2025)


REAL_NAMES = """
Paris Marseille Lyon Toulouse Nice Nantes Montpellier Strasbourg Bordeaux Lille Rennes Reims Toulon Grenoble Dijon Angers Nîmes
Villeurbanne Clermont-Ferrand Brest Tours Limoges Amiens Perpignan Metz Besançon Orléans Rouen Mulhouse Caen Nancy Argenteuil Montreuil
Roubaix Tourcoing Avignon Poitiers Versailles Colmar Antibes Cannes Calais Pau Bourges Valence Quimper Troyes Chambéry Annecy Lorient
Niort Vannes Bayonne Cholet Évreux Belfort Auxerre Laval Chartres Albi Saint-Malo Nevers Épinal Blois Tarbes Alès Vienne Mâcon Béziers
Bellegarde Bellevue Bellerive Bellefontaine Bellecombe Bellencombre Beaumont Beauval Beaucaire Beaune Beauvais Belmont Bonneval
Bonneville Bonnières Brives Brive-la-Gaillarde Bresles Bressuire Bressols Briançon Brignoles Brumath Brunoy Brionne Broons Bruyères
Clairvaux Clairac Claira Claire Clairefontaine Clairegoutte Clairoix Clermont Clères Clairmarais Courvières Chauvigny
Corvol Corcieux Cormeilles Cormontreuil Dormans Dormelles Douvaine Douvres Doué Doudeville Dourdan Durtal Dives Dorlisheim
Éclaron Éclaires Écully Égletons Embrun Épernay Épinay Ermont Étampes Étaples Étival Étoile Étoile-sur-Rhône Étretat Évron Évian
Fauville Fauverney Fauquembergues Fauvillers Fervaques Ferrières Ferney Fontenay Fourmies Fougères Favières
Galan Galapian Galgon Gallardon Galluis Ganges Gannat Gardanne Gravelines Grasse Guingamp Guérande Guéret Givors
Hauteville Hauterive Hauterives Hautefort Hautepierre Hautmont Hauteluce Haute-Isle Haute-Goulaine Hautot Hautvillers Haulmé Halluin
Longueval Longuenesse Longueil Longueville Longuyon Longvic Longwy Longjumeau Longuesse Lormont Lormes Lorris Louviers Lourdes Luneray
Lunéville Lunel Lunas Lunéry Lure Luçon Luxeuil Marvejols Marvaux Marville Marvelise Mervans Mauriac Mauvezin Mayenne Mazamet
Mortagne Morvillars Morvillers Morville Morval Mormant Morlaix Morez Morteau Montargis Montbéliard Montbrison Montélimar Moulins
Nervieux Nérac Nérondes Nersac Nemours Neuville Neuvy Nogent Noyon Nyons Nivillers Orval Orvault Orveau Orvilliers Orvillers Halluin
Ormes Ormesson Ormoy Orme Ornans Orange Orgelet Orly Orsay Orthez Ombrée Oullins Oyonnax Perles Perly Péronne Pertuis Périgueux
Pézenas Pithiviers Ploërmel Pontivy Pornic Privas Provins Ronchamp Ronchin Roncey Roncq Ronce Roncherolles Romans Rodez Rochefort Royan
Sauveterre Sauve Sauvelade Sauviac Sauvigny Sauvian Saumur Sèvres Sedan Segré Senlis Sens Sète Sisteron Soissons Sorgues Sorbiers
Sombernon Sommières Sombacour Sorcy Sillans Silly Sourdeval Surgères Tarare Thiers Thouars Tourves Tourville
Tournon Tournus Tourouvre Trémargat Trémery Trémilly Trémont Trémouille Trémuson Trémolat Trémeur Tréméreuc Trélazé Trévoux
Tulle Ussel Uzès Valence Valenciennes Valbonne Valréas Valognes Valmont Valloire Vallet Vals Valserine Vannes Vendôme Verdun Vernon
Vertou Vervins Vesoul Vichy Vierzon Vire Vitré Vittel Vivonne Viviers Vivès Vizille Voiron Vouziers Aubenas Aubusson Aubepierre Auberive
Auberives Aubevoye Aubeterre Aubervilliers Aubigny Auberville Aubenton Avranches Avallon Brisambourg Briis Briscous Brizambourg
Doucy Douce Doucier Douchy Douai Douarnenez Vivières Halles Halloy Halsou Hallivillers Halluin
"""


def curve(account: SimulatedAccount) -> Curve:
    return Curve(figures(account))


def figures(account: SimulatedAccount) -> list[DailyFigure]:
    return [DailyFigure(one.account_id, one.at.date(), one.followers, one.at, one.provenance) for one in account.snapshots]


def left_on(one: SimulatedOrganisation) -> date | None:
    return journey(one.events, TODAY).departed_on


def new_ones(one: SimulatedOrganisation) -> list[SimulatedAccount]:
    return [account for account in one.accounts if account.account.origin is Origin.DESTINATION]


def snapshots(one: SimulatedOrganisation) -> list[Snapshot]:
    return [snapshot for account in one.accounts for snapshot in account.snapshots]
