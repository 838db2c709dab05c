"""What seeded Members write, by language: on training, systems, legislation, data, equipment, staff and partners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Texts(NamedTuple):
    """Sentences of one language."""

    done: tuple[str, ...]
    """What an administration does or plans."""
    difficulties: tuple[str, ...]
    support: tuple[str, ...]


TEXTS: Mapping[str, Texts] = {
    "en": Texts(
        done=(
            "The Customs Act was amended, and platforms and carriers send their data before arrival.",
            "A working group of Customs, Post and the Ministry of Finance meets every month.",
            "A pilot with two express operators ran for six months and is now evaluated.",
        ),
        difficulties=(
            "Our officers have had no training on e-commerce and low-value consignments.",
            "The clearance system is fifteen years old and has no interface for electronic data.",
            "There is no legal basis in the Customs law for requiring data before arrival.",
            "Postal operators and platforms do not exchange data with Customs in a common format.",
            "There is no budget for scanners and other non-intrusive inspection equipment.",
            "Staff turnover is high and too few officers are assigned to risk management.",
        ),
        support=(
            "Training of trainers and a workshop on risk management would help most.",
            "Technical assistance to upgrade the IT system and to connect it with the single window.",
            "Legal experts to help with drafting the regulation and comparing the legislation of other Members.",
            "A study visit to an administration that exchanges advance electronic data with its post.",
            "Guidance on cooperation with e-commerce platforms and other stakeholders of the private sector.",
        ),
    ),
    "fr": Texts(
        done=(
            "Le Code des douanes a été modifié et les transporteurs transmettent les données avant l'arrivée.",
            "Un groupe de travail réunissant la douane, la poste et les finances se tient chaque mois.",
            "Un projet pilote avec deux opérateurs de fret express est en cours d'évaluation.",
        ),
        difficulties=(
            "Les agents n'ont reçu aucune formation sur le commerce électronique et les envois de faible valeur.",
            "Le système informatique de dédouanement est ancien et ne comporte aucune interface.",
            "La législation douanière ne prévoit pas la transmission des données avant l'arrivée.",
            "L'échange de données avec la poste et les plateformes ne suit aucun format commun.",
            "Le budget ne permet pas l'achat de scanners ni d'autres équipements d'inspection non intrusive.",
            "Le personnel affecté à la gestion des risques est insuffisant.",
        ),
        support=(
            "La formation des formateurs et un atelier sur la gestion des risques seraient les plus utiles.",
            "Une assistance technique pour moderniser le système informatique et le relier au guichet unique.",
            "L'appui de juristes pour rédiger le projet de règlement et comparer les législations.",
            "Une visite d'étude auprès d'une administration qui échange des données préalables avec sa poste.",
            "Des orientations sur la coopération avec les plateformes et le secteur privé.",
        ),
    ),
    "es": Texts(
        done=(
            "Se modificó la Ley de Aduanas y los transportistas transmiten los datos antes de la llegada.",
            "Un grupo de trabajo de la aduana, el correo y Hacienda se reúne cada mes.",
            "Un proyecto piloto con dos operadores de envíos urgentes está en evaluación.",
        ),
        difficulties=(
            "Los funcionarios no han recibido capacitación sobre comercio electrónico y envíos de escaso valor.",
            "El sistema informático de despacho es antiguo y no tiene interfaz para datos electrónicos.",
            "La legislación aduanera no ofrece una base jurídica para exigir los datos anticipados.",
            "El intercambio de datos con el correo y las plataformas no sigue un formato común.",
            "No hay presupuesto para escáneres ni otros equipos de inspección no intrusiva.",
            "El personal asignado a la gestión de riesgos es insuficiente.",
        ),
        support=(
            "La formación de formadores y un taller sobre gestión de riesgos serían lo más útil.",
            "Asistencia técnica para modernizar el sistema informático y conectarlo con la ventanilla única.",
            "Expertos jurídicos que ayuden a redactar el reglamento y a comparar la legislación de otros Miembros.",
            "Una visita de estudio a una administración que intercambia datos anticipados con su correo.",
            "Orientación sobre la cooperación con las plataformas y el sector privado.",
        ),
    ),
    "pt": Texts(
        done=(
            "A Lei Aduaneira foi alterada e os transportadores enviam os dados antes da chegada.",
            "Um grupo de trabalho da alfândega, dos correios e das finanças reúne-se todos os meses.",
            "Um projeto-piloto com dois operadores expresso está em avaliação.",
        ),
        difficulties=(
            "Os funcionários não receberam formação sobre comércio eletrónico e remessas de baixo valor.",
            "O sistema informático de desalfandegamento é antigo e não tem interface para dados eletrónicos.",
            "A legislação aduaneira não prevê a transmissão dos dados antes da chegada.",
            "O intercâmbio de dados com os correios e as plataformas não segue um formato comum.",
            "Não há orçamento para scanners nem outros equipamentos de inspeção não intrusiva.",
            "O pessoal afeto à gestão de riscos é insuficiente.",
        ),
        support=(
            "A formação de formadores e um seminário sobre gestão de riscos seriam o mais útil.",
            "Assistência técnica para modernizar o sistema informático e ligá-lo à janela única.",
            "Peritos jurídicos que ajudem a redigir o regulamento e a comparar a legislação de outros Membros.",
            "Uma visita de estudo a uma administração que troca dados antecipados com os correios.",
            "Orientação sobre a cooperação com as plataformas e o setor privado.",
        ),
    ),
    "ru": Texts(
        done=(
            "В Таможенный кодекс внесены изменения, перевозчики передают сведения до прибытия товаров.",
            "Рабочая группа таможни, почты и министерства финансов собирается ежемесячно.",
            "Пилотный проект с двумя экспресс-перевозчиками завершён и оценивается.",
        ),
        difficulties=(
            "Сотрудники не проходили обучение по вопросам электронной торговли и посылок низкой стоимости.",
            "Информационная система таможенного оформления устарела и не имеет интерфейса для электронных данных.",
            "Таможенное законодательство не содержит правовой основы для предварительных сведений.",
            "Обмен данными с почтой и электронными площадками не имеет единого формата.",
            "Нет бюджета на сканеры и другое оборудование для неинтрузивного досмотра.",
            "Не хватает персонала для управления рисками.",
        ),
        support=(
            "Более всего помогли бы обучение преподавателей и семинар по управлению рисками.",
            "Техническое содействие в модернизации информационной системы и её связи с единым окном.",
            "Помощь юристов в подготовке нормативного акта и в сравнении законодательства других членов ВТамО.",
            "Ознакомительный визит в администрацию, которая обменивается предварительными данными с почтой.",
            "Рекомендации по сотрудничеству с электронными площадками и частным сектором.",
        ),
    ),
    "ar": Texts(
        done=(
            "عُدِّل قانون الجمارك، ويرسل الناقلون البيانات قبل الوصول.",
            "يجتمع فريق عمل من الجمارك والبريد ووزارة المالية كل شهر.",
            "يجري تقييم مشروع تجريبي مع اثنين من مشغلي النقل السريع.",
        ),
        difficulties=(
            "لم يتلقَّ الموظفون أي تدريب على التجارة الإلكترونية والشحنات المنخفضة القيمة.",
            "نظام التخليص المعلوماتي قديم وليس له واجهة للبيانات الإلكترونية.",
            "لا يوفر التشريع الجمركي أساسًا قانونيًا لطلب البيانات المسبقة.",
            "لا يتبع تبادل البيانات مع البريد والمنصات نسقًا موحدًا.",
            "لا توجد ميزانية لشراء أجهزة المسح الضوئي ومعدات الفحص غير التدخلي.",
            "عدد الموظفين المكلفين بإدارة المخاطر غير كافٍ.",
        ),
        support=(
            "تدريب المدربين وورشة عمل عن إدارة المخاطر هما الأكثر فائدة.",
            "مساعدة فنية لتحديث نظام المعلومات وربطه بالنافذة الواحدة.",
            "خبراء قانونيون للمساعدة في صياغة اللائحة ومقارنة تشريعات الأعضاء الآخرين.",
            "زيارة دراسية إلى إدارة تتبادل البيانات المسبقة مع البريد.",
            "إرشادات بشأن التعاون مع المنصات والقطاع الخاص.",
        ),
    ),
}
